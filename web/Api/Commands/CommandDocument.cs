using System.Text.Json.Serialization;
using CityActors.Commands;
using CityActors.Web.Api.Twins;

namespace CityActors.Web.Api.Commands;

/// <summary>A command as it stands.</summary>
/// <param name="Id">Its id: the device sees the same one with every repeat.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Channel that is to take the value.</param>
/// <param name="Value">Desired value.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Why">The reason given.</param>
/// <param name="State">queued, sent, accepted, done, rejected, failed, expired or cancelled.</param>
/// <param name="Reason">Why it stands there.</param>
/// <param name="Report">Whether readings agree with a device that says done: none, unconfirmed, converged or diverged.</param>
/// <param name="Reported">The channel's value at the newest change of the report.</param>
/// <param name="LateAnswer">What the device answered after the end.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="RequestedAt">When it became durable.</param>
/// <param name="ExpiresAt">Until when the device may accept it.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="ChangedBy">Who or what changed it.</param>
/// <param name="IdempotencyKey">Key of the request.</param>
/// <param name="Position">Record that changed it last.</param>
internal sealed record CommandDocument(
    string Id,
    string Twin,
    string Channel,
    ChannelValue Value,
    string Actor,
    string? Why,
    string State,
    string? Reason,
    string Report,
    ChannelValue Reported,
    string? LateAnswer,
    int Attempts,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    string? IdempotencyKey,
    string Position)
{
    /// <summary>The document of a command.</summary>
    public static CommandDocument Of(CityCommand command) => new(
        command.Id, command.Twin, command.Channel, new ChannelValue(command.Value), command.Actor, command.Why, Word(command.State),
        command.Reason, Word(command.Report), new ChannelValue(command.Reported), command.LateAnswer, command.Attempts, command.RequestedAt,
        command.ExpiresAt, command.ChangedAt, command.ChangedBy, command.Key, command.Position.ToString());

    /// <summary>The word of a state or report.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>A page of commands.</summary>
/// <param name="Commands">Newest request first.</param>
/// <param name="Next">Hand in as <c>after</c> for the next page; null on the last.</param>
internal sealed record CommandsAnswer(IEnumerable<CommandDocument> Commands, string? Next);

/// <summary>A command with what became of it.</summary>
/// <param name="Command">As it stands.</param>
/// <param name="Timeline">How it stood after each change, oldest first.</param>
internal sealed record CommandAnswer(CommandDocument Command, IEnumerable<CommandDocument> Timeline);

/// <summary>What a channel is wanted to show.</summary>
/// <param name="Channel">Name.</param>
/// <param name="Desired">The command whose value is desired.</param>
/// <param name="Reported">What it shows.</param>
internal sealed record DesiredDocument(string Channel, CommandDocument Desired, ChannelValue Reported);

/// <summary>What the channels of a twin are wanted to show.</summary>
/// <param name="Channels">Those that were commanded.</param>
internal sealed record DesiredAnswer(IEnumerable<DesiredDocument> Channels);

/// <summary>Why a command is taken back.</summary>
/// <param name="Why">The reason; null when none is given.</param>
internal sealed record CancelRequest([property: JsonRequired] string? Why);
