using CityActors.Commands;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Commands.Fold;

/// <summary>
/// Folds commands and what became of them; compares what was desired with what a twin reports. A reading of a channel that was never
/// commanded costs one look.
/// </summary>
internal sealed class CommandFold(ShardState state)
{
    /// <summary>Most open commands of a twin; a further one is rejected.</summary>
    public const int OpenPerTwinMax = 32;

    /// <summary>Most open commands of a partition; a further one is rejected.</summary>
    public const int OpenMax = 10_000;

    /// <summary>Most ended commands that are kept; the oldest goes first.</summary>
    public const int EndedMax = 20_000;

    /// <summary>Most channels of a partition whose readings are compared; a further command is not followed once it is done.</summary>
    public const int HeldMax = 100_000;

    /// <summary>How long an ended command is kept, so that a repeated request finds it: a day.</summary>
    public const long EndedKeptMs = 24L * 3600 * 1000;

    private readonly CommandShelf shelf = state.Commands;
    private ChangeWriter changes = null!;
    private string actor = "";
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        actor = frame.Actor;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>
    /// A twin is to do something. The first command of a key stands: whoever asks again finds it. A twin or channel that is not there
    /// any more is told to whoever asked, and to nobody else.
    /// </summary>
    public void Command(ref RecordReader record, long sequence)
    {
        var order = CommandRecords.ReadOrder(ref record);
        if (!state.TryFind(order.Twin, out var twin) || state.FindChannel(twin, order.Channel) is not (>= 0 and var channel)
            || (order.Key is { } key && shelf.Find(twin, key) is not null))
        {
            return;
        }

        var command = Begin(order, twin, channel, sequence);
        if (shelf.OpenCount >= OpenMax || shelf.OpenOf(twin).Count >= OpenPerTwinMax)
        {
            command = CommandSteps.End(command, CommandState.Rejected, CommandSteps.TooManyOpen, new("city", arrivedAtMs, sequence));
        }

        Take(command, sequence);
    }

    /// <summary>What became of a command. A device that answers for a command of another twin, or of none, is set aside.</summary>
    public void Outcome(ref RecordReader record, long sequence)
    {
        var outcome = CommandRecords.ReadOutcome(ref record);
        if (shelf.Find(outcome.Command) is not { } command || command.Twin != outcome.Twin)
        {
            Refuse(ref record, outcome, sequence);
        }
        else if (CommandSteps.After(command, outcome.Kind, outcome.Reason, Moment(sequence)) is { } next)
        {
            Take(next.State == CommandState.Done && command.IsOpen ? Hold(next) : next, sequence);
        }
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    public void Reported(int channel, long sequence)
    {
        if (shelf.HeldCount == 0 || shelf.Held(channel) is not { } held)
        {
            return;
        }

        ref readonly var row = ref state.Channels[channel];
        var report = Agrees(held, channel, row) ? CommandReport.Converged : CommandReport.Diverged;
        if (report != held.Report)
        {
            Take(
                held with
                {
                    Report = report,
                    Reported = TwinReads.Value(state, channel, row),
                    ChangedBy = actor,
                    ChangedAtMs = arrivedAtMs,
                    ChangedSequence = sequence,
                },
                sequence);
        }
    }

    /// <summary>A twin is gone: its commands end.</summary>
    public void Deleted(int twin, long sequence)
    {
        foreach (var open in shelf.OpenOf(twin).ToArray())
        {
            Take(CommandSteps.End(shelf.Find(open)!, CommandState.Cancelled, CommandSteps.TwinDeleted, Moment(sequence)), sequence);
        }

        for (var channel = state.Twins[twin].FirstChannel; channel >= 0; channel = state.Channels[channel].Next)
        {
            if (shelf.Held(channel) is { } held)
            {
                shelf.Put(held with { IsHeld = false });
            }
        }
    }

    /// <summary>Time passed: commands whose time is over expire, ended ones are forgotten after a day.</summary>
    public void Tick(long nowMs, long sequence)
    {
        foreach (var over in shelf.TakeDue(nowMs))
        {
            Take(CommandSteps.Expire(over, Moment(sequence)), sequence);
        }

        while (shelf.OldestEnded is { } oldest && oldest.EndedAtMs + EndedKeptMs <= nowMs)
        {
            shelf.Drop(oldest);
        }
    }

    private CommandMoment Moment(long sequence) => new(actor, arrivedAtMs, sequence);

    private CommandPicture Begin(CommandOrder order, int twin, int channel, long sequence) => new()
    {
        Id = new CityActors.Log.LogPosition(state.Generation, state.Partition, sequence).ToString(),
        Sequence = sequence,
        Twin = order.Twin,
        TwinHandle = twin,
        Channel = order.Channel,
        ChannelHandle = channel,
        Value = order.Value,
        Tolerance = order.Tolerance,
        Actor = actor,
        Key = order.Key,
        Why = order.Why,
        RequestedAtMs = arrivedAtMs,
        ExpiresAtMs = order.ExpiresAtMs,
        OutcomeWithinMs = order.OutcomeWithinMs,
        ChangedBy = actor,
        ChangedAtMs = arrivedAtMs,
        ChangedSequence = sequence,
    };

    /// <summary>The device says done: from here on the channel's readings are compared with this command.</summary>
    private CommandPicture Hold(CommandPicture done)
    {
        if (shelf.Held(done.ChannelHandle) is { } before)
        {
            shelf.Put(before with { IsHeld = false });
        }

        ref readonly var row = ref state.Channels[done.ChannelHandle];
        var isShown = row.Kind != ValueKind.None && Agrees(done, done.ChannelHandle, row);
        return done with
        {
            Report = isShown ? CommandReport.Converged : CommandReport.Unconfirmed,
            Reported = row.Kind == ValueKind.None ? default : TwinReads.Value(state, done.ChannelHandle, row),
            IsHeld = shelf.HeldCount < HeldMax,
        };
    }

    private bool Agrees(CommandPicture command, int channel, in ChannelRow row) =>
        Agreement.Holds(
            command.Value, command.Tolerance,
            row.Kind == command.Value.Kind || row.Kind is ValueKind.Code or ValueKind.Text
                ? TwinReads.Value(state, channel, row)
                : new TwinValue(row.Kind, row.Bits, null));

    private void Take(CommandPicture command, long sequence)
    {
        shelf.Put(command);
        ref readonly var row = ref state.Twins[command.TwinHandle];
        changes.Told(
            ChangeKind.CommandChanged, sequence, command.TwinHandle, command.ChannelHandle, arrivedAtMs, row.Place, row.Place, command,
            CommandPicture.Write);
        while (shelf.EndedCount > EndedMax)
        {
            shelf.Drop(shelf.OldestEnded!);
        }
    }

    private void Refuse(ref RecordReader record, in CommandOutcome outcome, long sequence)
    {
        // What the city says of a command that is forgotten meanwhile is nobody's fault.
        if (outcome.Kind is not (OutcomeKind.Sent or OutcomeKind.Cancel))
        {
            changes.Told(
                ChangeKind.Quarantined, sequence, -1, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace,
                new Refusal(
                    actor, outcome.Twin, "unknown-command",
                    $"Expected an open or lately ended command of this twin, got "
                        + $"{new CityActors.Log.LogPosition(state.Generation, state.Partition, outcome.Command)}.",
                    record.Record.ToArray()),
                Refusal.Write);
        }
    }
}
