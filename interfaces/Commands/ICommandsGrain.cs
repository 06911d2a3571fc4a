using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Streams;

namespace CityActors.Commands;

/// <summary>
/// Commands to devices: lights, signs, signals, pumps, sirens, cameras. A command is a record of its twin's partition before anything is
/// sent; it reaches the device at least once, always under the same id. Keyed by 0; stateless.
/// </summary>
[Alias("city.ICommandsGrain")]
public interface ICommandsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Asks for a command; returns when it is durable. Idempotent with a key. The actor is who calls
    /// (<see cref="Identity.Caller"/>).
    /// </summary>
    /// <returns>The command as it stands; of state <see cref="CommandState.Rejected"/> when the twin has too many open ones.</returns>
    /// <exception cref="Twins.TwinNotFoundException">No such twin.</exception>
    /// <exception cref="CommandRefusedException">
    /// The channel takes no commands, or not this one; or the key was used for another.
    /// </exception>
    [Alias("Request")]
    Task<CityCommand> Request(CommandRequest request);

    /// <summary>
    /// Takes a command back that the device has not accepted; one that was sent is taken back at the device too. Idempotent.
    /// </summary>
    /// <param name="id">Id of the command.</param>
    /// <param name="why">The reason, at most 500 characters; null when none is given.</param>
    /// <exception cref="CommandNotFoundException">No such command.</exception>
    /// <exception cref="CommandRefusedException">The device has accepted it, or it has ended.</exception>
    [Alias("Cancel")]
    Task<CityCommand> Cancel(string id, string? why);

    /// <summary>A command with what became of it; null when none of that id is kept.</summary>
    /// <param name="id">Id of the command.</param>
    /// <param name="atLeast">A position of its partition that must be in the answer; null: as it stands.</param>
    [Alias("Get")]
    Task<CommandDetails?> Get(string id, LogPosition? atLeast);

    /// <summary>A page of commands, newest request first.</summary>
    [Alias("List")]
    Task<CommandPage> List(CommandQuery query);

    /// <summary>What the channels of a twin are wanted to show; only channels that were commanded.</summary>
    /// <exception cref="Twins.TwinNotFoundException">No such twin.</exception>
    [Alias("Desired")]
    Task<ImmutableArray<DesiredChannel>> Desired(string twin, LogPosition? atLeast);

    /// <summary>What takes commands now, by type and channel; of one type, or of all.</summary>
    [Alias("Actuators")]
    Task<ImmutableArray<Actuator>> Actuators(string? type);

    /// <summary>
    /// What became of commands after a token; waits up to <paramref name="wait"/> when nothing has. Call again with the token of the
    /// answer.
    /// </summary>
    /// <param name="after">Null: begin at now, and answer its token at once.</param>
    /// <param name="twin">Only of this twin; null: of all.</param>
    /// <param name="most">Most changes of the answer, 1-1,000.</param>
    /// <param name="wait">At most 20 s.</param>
    /// <exception cref="ArgumentException">The token is of another log.</exception>
    /// <exception cref="ChangesGoneException">What was to follow is kept no more: read the list anew.</exception>
    [Alias("News")]
    Task<CommandNews> News(ChangeToken? after, string? twin, int most, TimeSpan wait);
}
