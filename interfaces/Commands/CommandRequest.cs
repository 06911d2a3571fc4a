using CityActors.Twins.Channels;

namespace CityActors.Commands;

/// <summary>Something a twin is to do.</summary>
/// <param name="Twin">URN of a registered twin.</param>
/// <param name="Channel">A channel that takes commands, see <see cref="Actuator"/>.</param>
/// <param name="Value">What the channel is to show: of the actuator's kind and within its range.</param>
/// <param name="TimeToLive">
/// Until when, from now, the device may accept it: 1 s up to the actuator's longest; null: the actuator's default. A device that sleeps
/// longer never sees it.
/// </param>
/// <param name="Key">
/// Idempotency key, 1-128 printable characters; null: every request is a new command. The same key for the same twin with the same
/// channel and value is the same command for 24 hours; with other content it is refused.
/// </param>
/// <param name="Why">The reason, at most 500 characters; null when none is given.</param>
[GenerateSerializer, Immutable, Alias("city.CommandRequest")]
public sealed record CommandRequest(
    [property: Id(0)] string Twin,
    [property: Id(1)] string Channel,
    [property: Id(2)] TwinValue Value,
    [property: Id(3)] TimeSpan? TimeToLive = null,
    [property: Id(4)] string? Key = null,
    [property: Id(5)] string? Why = null);
