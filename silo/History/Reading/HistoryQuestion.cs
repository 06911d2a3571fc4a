using CityActors.Domain.History;
using CityActors.History;
using CityActors.Silo.History.Days;

namespace CityActors.Silo.History.Reading;

/// <summary>A query whose channel was found and whose span is in whole milliseconds and days that are kept.</summary>
/// <param name="Query">As asked.</param>
/// <param name="Series">Series of the channel, oldest first.</param>
/// <param name="FromMs">Start, Unix milliseconds, inclusive.</param>
/// <param name="ToMs">End, exclusive.</param>
internal sealed record HistoryQuestion(HistoryQuery Query, IReadOnlyList<long> Series, long FromMs, long ToMs)
{
    /// <summary>Width of the intervals, milliseconds; 0 without an aggregate.</summary>
    public long EveryMs => (Query.Every ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>First and last day of the span.</summary>
    public (long First, long Last) Days => (DayNames.DayOf(FromMs), DayNames.DayOf(ToMs - 1));

    /// <summary>Makes a question of a query.</summary>
    /// <exception cref="ArgumentException">The interval is not in whole milliseconds.</exception>
    public static HistoryQuestion Of(HistoryQuery query, IReadOnlyList<long> series)
    {
        if ((query.Aggregate == Aggregate.None) != query.Every is null || query.Every <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"Expected 'every' with an aggregate, and none without, got '{query.Every}' with {query.Aggregate}.");
        }

        if (query.Every is { } every && every.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new ArgumentException($"Expected 'every' in whole milliseconds, got '{every}'.");
        }

        return new HistoryQuestion(query, series, Ceiling(query.From), Ceiling(query.To));
    }

    /// <summary>The part of a day that is asked for, Unix milliseconds, end exclusive.</summary>
    public (long FromMs, long ToMs) Within(long day) =>
        (Math.Max(FromMs, day * HistoryPlan.DayMs), Math.Min(ToMs, (day + 1) * HistoryPlan.DayMs));

    /// <summary>A reading is in whole milliseconds, so one lies at or after a moment when it does after the moment's rest.</summary>
    private static long Ceiling(DateTimeOffset moment)
    {
        var floor = moment.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < moment ? floor + 1 : floor;
    }
}
