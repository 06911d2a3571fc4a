using CityActors.Log;

namespace CityActors.Twins.Channels;

/// <summary>The live state of one channel of a twin.</summary>
/// <param name="Name">Name of the channel, e.g. <c>pm25</c>; a Smart Data Models attribute where one fits.</param>
/// <param name="Value">Newest accepted value.</param>
/// <param name="ObservedAt">When the device says it observed it, UTC.</param>
/// <param name="ArrivedAt">When the gateway received it, UTC.</param>
/// <param name="Quality">How far to trust it.</param>
/// <param name="Position">The log record that carried it: read-your-writes and "where does this come from".</param>
/// <param name="Unit">UN/CEFACT or SenML unit as registered; null when none was.</param>
[GenerateSerializer, Immutable, Alias("city.ChannelState")]
public sealed record ChannelState(
    [property: Id(0)] string Name,
    [property: Id(1)] TwinValue Value,
    [property: Id(2)] DateTimeOffset ObservedAt,
    [property: Id(3)] DateTimeOffset ArrivedAt,
    [property: Id(4)] Quality Quality,
    [property: Id(5)] LogPosition Position,
    [property: Id(6)] string? Unit);
