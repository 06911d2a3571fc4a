using System.Collections.Immutable;
using CityActors.Twins.Channels;

namespace CityActors.Commands;

/// <summary>A channel of a type of twins that takes commands, and what it takes.</summary>
/// <param name="Type">Type of the twins.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Name">What it is called, by language (<c>vi</c> always, <c>en</c>).</param>
/// <param name="Kind">Kind of its values.</param>
/// <param name="Words">The words that a code may be; empty for other kinds.</param>
/// <param name="Least">Smallest number; null: no bound.</param>
/// <param name="Largest">Largest number; null: no bound.</param>
/// <param name="LengthMax">Longest text, characters; 0 for other kinds.</param>
/// <param name="Unit">Unit of a number; null when it has none.</param>
/// <param name="Tolerance">How far a reported number may lie from the desired one and still agree.</param>
/// <param name="TimeToLive">Time to live of a request that says none.</param>
/// <param name="TimeToLiveMax">Longest time to live.</param>
/// <param name="OutcomeWithin">How long after it accepted a command the device has to say what came of it.</param>
/// <param name="ValidFrom">From when on it takes commands, UTC; null: always did.</param>
/// <param name="ValidTo">Until when, UTC; null: no end.</param>
/// <param name="Source">Where the definition comes from.</param>
[GenerateSerializer, Immutable, Alias("city.Actuator")]
public sealed record Actuator(
    [property: Id(0)] string Type,
    [property: Id(1)] string Channel,
    [property: Id(2)] ImmutableSortedDictionary<string, string> Name,
    [property: Id(3)] ValueKind Kind,
    [property: Id(4)] ImmutableArray<string> Words,
    [property: Id(5)] double? Least,
    [property: Id(6)] double? Largest,
    [property: Id(7)] int LengthMax,
    [property: Id(8)] string? Unit,
    [property: Id(9)] double Tolerance,
    [property: Id(10)] TimeSpan TimeToLive,
    [property: Id(11)] TimeSpan TimeToLiveMax,
    [property: Id(12)] TimeSpan OutcomeWithin,
    [property: Id(13)] DateTimeOffset? ValidFrom,
    [property: Id(14)] DateTimeOffset? ValidTo,
    [property: Id(15)] string Source);
