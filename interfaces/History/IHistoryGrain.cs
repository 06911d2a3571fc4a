using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.History;

/// <summary>What was. Keyed by 0; stateless.</summary>
[Alias("city.IHistoryGrain")]
public interface IHistoryGrain : IGrainWithIntegerKey
{
    /// <summary>Points of one channel over a span.</summary>
    [Alias("Query")]
    Task<HistorySeries> Query(HistoryQuery query);
}

/// <summary>How several readings of an interval become one point.</summary>
[GenerateSerializer, Alias("city.Aggregate")]
public enum Aggregate : byte
{
    /// <summary>No aggregation: raw readings.</summary>
    None = 0,

    /// <summary>Arithmetic mean.</summary>
    Mean = 1,

    /// <summary>Smallest.</summary>
    Min = 2,

    /// <summary>Largest.</summary>
    Max = 3,

    /// <summary>Sum.</summary>
    Sum = 4,

    /// <summary>Number of readings.</summary>
    Count = 5,

    /// <summary>Value of the newest reading.</summary>
    Last = 6,

    /// <summary>Value of the oldest reading.</summary>
    First = 7,
}

/// <summary>How a series with more points than asked for is thinned.</summary>
[GenerateSerializer, Alias("city.Downsampling")]
public enum Downsampling : byte
{
    /// <summary>Not at all: the answer is cut at the limit and says so.</summary>
    None = 0,

    /// <summary>Largest triangle three buckets: keeps the look of the line.</summary>
    LargestTriangle = 1,

    /// <summary>Smallest and largest of each bucket: keeps every spike.</summary>
    MinMax = 2,
}

/// <summary>What to read from history.</summary>
/// <param name="Twin">URN.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="From">Start of the span, observedAt, inclusive.</param>
/// <param name="To">End of the span, exclusive; later than <paramref name="From"/>.</param>
/// <param name="Every">Width of the intervals for <paramref name="Aggregate"/>; at least 1 s; null with
/// <see cref="Aggregate.None"/>.</param>
/// <param name="Aggregate">What to make of an interval.</param>
/// <param name="Downsampling">What to do with more points than <paramref name="Most"/>.</param>
/// <param name="Most">1-100,000 points.</param>
/// <param name="AtLeast">History must have reached this position of the twin's partition; null: as it stands.</param>
[GenerateSerializer, Immutable, Alias("city.HistoryQuery")]
public sealed record HistoryQuery(
    [property: Id(0)] string Twin,
    [property: Id(1)] string Channel,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset To,
    [property: Id(4)] TimeSpan? Every,
    [property: Id(5)] Aggregate Aggregate,
    [property: Id(6)] Downsampling Downsampling,
    [property: Id(7)] int Most,
    [property: Id(8)] LogPosition? AtLeast);

/// <summary>The answer to a <see cref="HistoryQuery"/>.</summary>
/// <param name="Points">In the order of time.</param>
/// <param name="Unit">Unit as registered; null when none was.</param>
/// <param name="Total">Points before thinning or cutting.</param>
/// <param name="Cut">True when points at the end were left out because of the limit.</param>
[GenerateSerializer, Immutable, Alias("city.HistorySeries")]
public sealed record HistorySeries(
    [property: Id(0)] ImmutableArray<HistoryPoint> Points,
    [property: Id(1)] string? Unit,
    [property: Id(2)] long Total,
    [property: Id(3)] bool Cut);

/// <summary>One point of a series.</summary>
/// <param name="At">observedAt of a raw reading, or the start of the interval.</param>
/// <param name="Value">The value.</param>
/// <param name="Quality">Quality of a raw reading; <see cref="Quality.Good"/> for an aggregate.</param>
/// <param name="Count">Readings behind the point.</param>
/// <param name="Position">Record of a raw reading; default for an aggregate.</param>
[GenerateSerializer, Immutable, Alias("city.HistoryPoint")]
public readonly record struct HistoryPoint(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] TwinValue Value,
    [property: Id(2)] Quality Quality,
    [property: Id(3)] long Count,
    [property: Id(4)] LogPosition Position);
