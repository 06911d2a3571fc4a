using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// Where a shard starts from: its newest snapshot, or nothing when the log still holds everything. Never silently empty: a snapshot
/// that cannot be read, with a log that has forgotten its beginning, refuses the start.
/// </summary>
internal static partial class ShardOpening
{
    /// <summary>Actor of the frames that the fold itself writes.</summary>
    public const string FoldActor = "fold";

    /// <summary>The fold over the restored state, with the skips known that the log holds ahead of it.</summary>
    /// <exception cref="InvalidDataException">There is no state to start from; says why.</exception>
    public static async Task<ShardFold> Open(ShardPorts ports, int partition, CancellationToken cancellationToken)
    {
        var state = await Restore(ports, partition, cancellationToken)
            ?? new ShardState(ports.Log.Generation, partition, ports.Log.Partitions);
        var committed = ports.Log.Committed(partition);
        var oldest = ports.Log.Oldest(partition);
        if (state.Sequence > committed)
        {
            throw new InvalidDataException(
                $"The snapshot of partition {partition} stands at {state.Sequence}, the log ends at {committed}: the "
                    + $"log has lost its end.");
        }

        if (committed >= 0 && oldest > state.Sequence + 1)
        {
            throw new InvalidDataException(
                $"The log of partition {partition} begins at {oldest}, but the state to go on from stands at {state.Sequence}.");
        }

        var fold = new ShardFold(state);
        await FindSkips(ports, fold, committed, cancellationToken);
        return fold;
    }

    private static async Task<ShardState?> Restore(ShardPorts ports, int partition, CancellationToken cancellationToken)
    {
        try
        {
            var picture = await ports.Snapshots.Load(partition, cancellationToken);
            if (picture is not null && picture.Generation != ports.Log.Generation)
            {
                throw new InvalidDataException(
                    $"The snapshot is of log generation {picture.Generation}, the log of {ports.Log.Generation}.");
            }

            return picture is null ? null : ShardState.Restore(picture, ports.Log.Partitions);
        }
        catch (InvalidDataException wrong) when (ports.Log.Oldest(partition) <= 0)
        {
            LogSnapshotUnreadable(ports.Logger, wrong, partition);
            return null;
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException(
                $"The snapshot of partition {partition} cannot be read ({wrong.Message}), and the log begins at "
                + $"{ports.Log.Oldest(partition)}, so it cannot be replayed from 0.",
                wrong);
        }
    }

    /// <summary>
    /// A Skip stands behind the record it speaks of. Replay must know it before it meets that record, or it would fold (or stumble
    /// over) what was not folded the first time.
    /// </summary>
    private static async Task FindSkips(ShardPorts ports, ShardFold fold, long committed, CancellationToken cancellationToken)
    {
        var from = fold.State.Sequence + 1;
        if (from > committed)
        {
            return;
        }

        await foreach (var frame in ports.Log.Read(fold.State.Partition, from, cancellationToken))
        {
            if (frame.Actor == FoldActor)
            {
                TakeSkips(fold, frame);
            }

            if (frame.LastSequence >= committed)
            {
                return;
            }
        }
    }

    private static void TakeSkips(ShardFold fold, LogFrame frame)
    {
        var records = new RecordReader(frame.Records.Span);
        while (records.Next())
        {
            if (records.Kind == RecordKind.Skip)
            {
                fold.Skip(records.Number(), records.RequiredText());
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Partition {Partition}: the snapshot cannot be read; the log holds everything, so it is replayed from 0.")]
    private static partial void LogSnapshotUnreadable(ILogger logger, Exception wrong, int partition);
}
