using CityActors.Commands;
using CityActors.Domain.Changes;

namespace CityActors.Domain.Commands;

/// <summary>
/// How a command moves on. What does not fit where it stands changes nothing: outcomes come late, repeated and in any order, and the
/// first one that ends a command stays. What a device says after that is kept beside it, as its late answer.
/// </summary>
public static class CommandSteps
{
    /// <summary>Reason of a command that was never sent before its time to live was over.</summary>
    public const string NotDelivered = "not-delivered";

    /// <summary>Reason of a command that was sent and not acknowledged before its time to live was over.</summary>
    public const string NotAcknowledged = "not-acknowledged";

    /// <summary>Reason of a command that was accepted and of which the device said nothing more in time.</summary>
    public const string NoOutcome = "no-outcome";

    /// <summary>Reason of a command whose twin was deleted.</summary>
    public const string TwinDeleted = "twin-deleted";

    /// <summary>Reason of a command that is one too many for its twin, or its partition.</summary>
    public const string TooManyOpen = "too-many-open";

    /// <summary>The command after an outcome; null when the outcome changes nothing.</summary>
    public static CommandPicture? After(CommandPicture command, OutcomeKind outcome, string? reason, in CommandMoment moment) =>
        outcome switch
        {
            OutcomeKind.Sent => Sent(command, moment),
            OutcomeKind.Cancel => command.State is CommandState.Queued or CommandState.Sent
                ? End(command, CommandState.Cancelled, reason, moment)
                : null,
            _ when command.IsOpen => Answered(command, outcome, reason, moment),
            _ => Late(command, outcome, moment),
        };

    /// <summary>Whether its time ran out by a moment.</summary>
    public static bool IsOver(CommandPicture command, long nowMs) => command.IsOpen && DueAtMs(command) <= nowMs;

    /// <summary>When an open command's time runs out, Unix milliseconds.</summary>
    public static long DueAtMs(CommandPicture command) => command.State == CommandState.Accepted
        ? command.AcceptedAtMs + command.OutcomeWithinMs
        : command.ExpiresAtMs;

    /// <summary>An open command whose time ran out.</summary>
    public static CommandPicture Expire(CommandPicture command, in CommandMoment moment) => End(
        command, CommandState.Expired,
        command.State switch
        {
            CommandState.Queued => NotDelivered,
            CommandState.Sent => NotAcknowledged,
            _ => NoOutcome,
        },
        moment);

    /// <summary>An open command that ends for a reason of the city.</summary>
    public static CommandPicture End(CommandPicture command, CommandState state, string? reason, in CommandMoment moment) =>
        command with
        {
            State = state,
            Reason = reason,
            ChangedBy = moment.Actor,
            ChangedAtMs = moment.AtMs,
            ChangedSequence = moment.Sequence,
            EndedSequence = moment.Sequence,
            EndedAtMs = moment.AtMs,
        };

    private static CommandPicture? Sent(CommandPicture command, in CommandMoment moment) => !command.IsOpen ? null : command with
    {
        State = command.State == CommandState.Queued ? CommandState.Sent : command.State,
        Attempts = command.Attempts + 1,
        ChangedBy = moment.Actor,
        ChangedAtMs = moment.AtMs,
        ChangedSequence = moment.Sequence,
    };

    private static CommandPicture? Answered(CommandPicture command, OutcomeKind outcome, string? reason, in CommandMoment moment) =>
        outcome switch
        {
            OutcomeKind.Accepted when command.State != CommandState.Accepted => command with
            {
                State = CommandState.Accepted,
                Reason = reason,
                AcceptedAtMs = moment.AtMs,
                ChangedBy = moment.Actor,
                ChangedAtMs = moment.AtMs,
                ChangedSequence = moment.Sequence,
            },
            OutcomeKind.Done => End(command, CommandState.Done, reason, moment),
            OutcomeKind.Rejected => End(command, CommandState.Rejected, reason, moment),
            OutcomeKind.Failed => End(command, CommandState.Failed, reason, moment),
            _ => null,
        };

    private static CommandPicture? Late(CommandPicture command, OutcomeKind outcome, in CommandMoment moment)
    {
        // "Accepted" is not its last word: what it says after that counts more.
        if (command.State is not (CommandState.Expired or CommandState.Cancelled)
            || command.LateAnswer is not (null or "accepted") || Word(outcome) == command.LateAnswer)
        {
            return null;
        }

        return command with
        {
            LateAnswer = Word(outcome),
            ChangedBy = moment.Actor,
            ChangedAtMs = moment.AtMs,
            ChangedSequence = moment.Sequence,
        };
    }

    private static string Word(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Accepted => "accepted",
        OutcomeKind.Rejected => "rejected",
        OutcomeKind.Done => "done",
        OutcomeKind.Failed => "failed",
        _ => "cancelled",
    };
}

/// <summary>By whom, when and by which record something changes.</summary>
/// <param name="Actor">Who or what.</param>
/// <param name="AtMs">Arrival time, Unix milliseconds.</param>
/// <param name="Sequence">The record.</param>
public readonly record struct CommandMoment(string Actor, long AtMs, long Sequence);
