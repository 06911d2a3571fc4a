using CityActors.Domain.Changes;
using CityActors.Domain.Log;

namespace CityActors.Domain.Twins.Fold;

/// <summary>
/// The fold of one partition: (state, frame) → state', changes. No clock, no randomness, no I/O: the same log gives the same state
/// and the same changes with the same names, however it is cut into frames. Nothing is allocated for a number's reading.
/// </summary>
public sealed class ShardFold
{
    /// <summary>Version of the fold's rules; state hashes compare within one version.</summary>
    public const int Version = 2;

    private readonly ShardState state;
    private readonly ReadingFold readings;
    private readonly TwinFold twins;
    private readonly FoldRooms rooms;

    /// <summary>A fold into a state.</summary>
    public ShardFold(ShardState state)
    {
        this.state = state;
        rooms = new FoldRooms(state);
        readings = new ReadingFold(state, rooms);
        twins = new TwinFold(state, rooms);
        rooms.Derivations.Attach(readings, twins.Registrations);
    }

    /// <summary>The state it folds into.</summary>
    public ShardState State => state;

    /// <summary>The record at a sequence is not to be folded: a Skip record says so, with its reason.</summary>
    public void Skip(long sequence, string reason)
    {
        if (sequence > state.Sequence)
        {
            state.Skips[sequence] = reason;
        }
    }

    /// <summary>Folds the records of a frame that come after <see cref="ShardState.Sequence"/>; the others are passed over.</summary>
    /// <exception cref="InvalidOperationException">The frame does not join: it is of another partition, or leaves a gap after the
    /// state.</exception>
    public FoldResult Fold(LogFrame frame, ChangeWriter changes)
    {
        if (frame.Partition != state.Partition || frame.Generation != state.Generation || frame.FirstSequence > state.Sequence + 1)
        {
            throw new InvalidOperationException(
                $"Partition {state.Generation}.{state.Partition} stands at {state.Sequence}; "
                + $"a frame of {frame.Generation}.{frame.Partition} from {frame.FirstSequence} does not join.");
        }

        readings.Enter(frame, changes);
        twins.Enter(frame, changes);
        rooms.Enter(frame, changes);
        var sequence = frame.FirstSequence;
        var records = new RecordReader(frame.Records.Span);
        try
        {
            for (; sequence <= frame.LastSequence; sequence++)
            {
                if (!records.Next())
                {
                    throw new FormatException($"The frame claims {frame.Count} records, it ends after {sequence - frame.FirstSequence}.");
                }

                if (sequence > state.Sequence)
                {
                    Step(ref records, sequence, changes, frame);
                }
            }
        }
        catch (Exception poison) when (poison is not OutOfMemoryException)
        {
            // A record that is no good is found out before it changes anything. Whatever else is thrown is a fault of the fold itself,
            // and may have come in the middle of a change.
            if (poison is not (FormatException or OverflowException or ArgumentException))
            {
                return new FoldResult(new PoisonedRecord(sequence, $"{poison.GetType().Name}: {poison.Message}", IsStateSpoiled: true));
            }

            if (!state.Skips.Remove(sequence, out var reason))
            {
                return new FoldResult(new PoisonedRecord(sequence, poison.Message, IsStateSpoiled: false));
            }

            // Its structure is broken, so that nothing after it in the frame can be told apart: all of the rest goes with it.
            twins.Refuse(sequence, null, "poison", reason, records.Rest);
            state.Sequence = frame.LastSequence;
        }

        state.ArrivedAtMs = Math.Max(state.ArrivedAtMs, frame.ArrivedAtMs);
        return default;
    }

    private void Step(ref RecordReader records, long sequence, ChangeWriter changes, LogFrame frame)
    {
        if (state.Skips.Count > 0 && state.Skips.Remove(sequence, out var reason))
        {
            twins.Refuse(sequence, null, "poison", reason, records.Record);
        }
        else if (records.Kind == RecordKind.Reading)
        {
            readings.Fold(ref records, sequence);
        }
        else
        {
            twins.Fold(ref records, sequence);
            readings.Enter(frame, changes);
        }

        state.Sequence = sequence;
    }
}
