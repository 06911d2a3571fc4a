using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Commands;

/// <summary>A command as it stands.</summary>
/// <param name="Id">Position of its record in the log (<c>1.7.4711</c>): the device sees the same id with every repeat.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Channel that is to take the value.</param>
/// <param name="Value">Desired value.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Key">Idempotency key of the request; null when it had none.</param>
/// <param name="Why">The reason its actor gave; null when none.</param>
/// <param name="RequestedAt">When it became durable, UTC.</param>
/// <param name="ExpiresAt">Until when the device may accept it, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Word or sentence with the state: why it was rejected, failed, expired, was cancelled; null when there is
/// none.</param>
/// <param name="ChangedBy">Who or what brought it there: the device, an operator, the city.</param>
/// <param name="ChangedAt">When, UTC.</param>
/// <param name="Attempts">How often it was sent to the device.</param>
/// <param name="LateAnswer">
/// What the device answered after the command had ended (<c>done</c> after it expired or was cancelled); null when nothing.
/// </param>
/// <param name="Report">Whether the readings agree with a device that says done.</param>
/// <param name="Reported">The channel's value at the newest change of <paramref name="Report"/>; of no kind when there was none.</param>
/// <param name="Position">Record that changed it last.</param>
[GenerateSerializer, Immutable, Alias("city.CityCommand")]
public sealed record CityCommand(
    [property: Id(0)] string Id,
    [property: Id(1)] string Twin,
    [property: Id(2)] string Channel,
    [property: Id(3)] TwinValue Value,
    [property: Id(4)] string Actor,
    [property: Id(5)] string? Key,
    [property: Id(6)] string? Why,
    [property: Id(7)] DateTimeOffset RequestedAt,
    [property: Id(8)] DateTimeOffset ExpiresAt,
    [property: Id(9)] CommandState State,
    [property: Id(10)] string? Reason,
    [property: Id(11)] string ChangedBy,
    [property: Id(12)] DateTimeOffset ChangedAt,
    [property: Id(13)] int Attempts,
    [property: Id(14)] string? LateAnswer,
    [property: Id(15)] CommandReport Report,
    [property: Id(16)] TwinValue Reported,
    [property: Id(17)] LogPosition Position)
{
    /// <summary>Whether it may still be carried out.</summary>
    public bool IsOpen => State is CommandState.Queued or CommandState.Sent or CommandState.Accepted;
}

/// <summary>A command with everything that became of it, oldest first.</summary>
/// <param name="Command">As it stands.</param>
/// <param name="Timeline">How it stood after each change of its state, its late answer or its report; at most 100, the newest.</param>
[GenerateSerializer, Immutable, Alias("city.CommandDetails")]
public sealed record CommandDetails(
    [property: Id(0)] CityCommand Command,
    [property: Id(1)] System.Collections.Immutable.ImmutableArray<CityCommand> Timeline);
