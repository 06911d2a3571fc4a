using CityActors.Domain.Snapshots;
using CityActors.Domain.Twins;
using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// When a shard's snapshot is due, and how it is taken: the picture at once, between two slices of folding; flushing the change log
/// and publishing in the background, one at a time. A snapshot never passes what is durable in the change log, or the changes
/// between the two would be lost in a crash.
/// </summary>
internal sealed partial class ShardSnapshots
{
    private readonly ShardPorts ports;
    private readonly int partition;
    private readonly long epoch;
    private readonly Action fenced;
    private Task publishing = Task.CompletedTask;
    private bool nextIsFull;
    private long takenAt;
    private long taken;
    private long records;
    private TimeSpan folding;

    /// <summary>Nothing is taken yet.</summary>
    /// <param name="ports">Ports.</param>
    /// <param name="partition">Partition.</param>
    /// <param name="epoch">Epoch of this activation.</param>
    /// <param name="sequence">Sequence of the snapshot that the shard was restored from; -1 when there was none.</param>
    /// <param name="fenced">Called when a newer activation holds the partition.</param>
    public ShardSnapshots(ShardPorts ports, int partition, long epoch, long sequence, Action fenced)
    {
        this.ports = ports;
        this.partition = partition;
        this.epoch = epoch;
        this.fenced = fenced;
        Published = taken = sequence;
        nextIsFull = sequence < 0;

        // Partitions take turns: the first snapshot comes earlier for later partitions.
        var head = ports.Options.SnapshotAfter * ((double)partition / ports.Log.Partitions);
        takenAt = ports.Time.GetTimestamp() - (long)(head.TotalSeconds * ports.Time.TimestampFrequency);
    }

    /// <summary>Sequence of the newest published snapshot; -1 when there is none.</summary>
    public long Published { get; private set; }

    /// <summary>So many records were folded in so much time: what replaying them would take.</summary>
    public void Measure(long folded, TimeSpan took)
    {
        records += folded;
        folding += took;
    }

    /// <summary>Takes a snapshot when one is due. Call it between slices, when all changes of the state are in the change log.</summary>
    public void Consider(ShardState state, CancellationToken cancellationToken)
    {
        if (publishing.IsCompleted && IsDue(state.Sequence - taken))
        {
            publishing = Take(state, cancellationToken);
        }
    }

    /// <summary>Ends when no snapshot is under way.</summary>
    public Task Finish() => publishing;

    private bool IsDue(long debt)
    {
        if (debt <= 0)
        {
            return false;
        }

        var replay = records == 0 ? 0 : folding.TotalSeconds / records * debt;
        return debt >= ports.Options.SnapshotEveryRecords
            || replay >= ports.Options.SnapshotReplayDebt.TotalSeconds
            || ports.Time.GetElapsedTime(takenAt) >= ports.Options.SnapshotAfter;
    }

    private async Task Take(ShardState state, CancellationToken cancellationToken)
    {
        takenAt = ports.Time.GetTimestamp();
        taken = state.Sequence;
        try
        {
            // The picture is a copy made here, before the first await: folding goes on while it is written.
            var picture = state.Capture(nextIsFull);
            nextIsFull = false;
            await ports.Changes.Flush(cancellationToken);
            await Publish(picture, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            nextIsFull = true;
        }
        catch (Exception wrong)
        {
            // What this picture held is marked as taken in the state: only a full one is right after it.
            nextIsFull = true;
            CityMeters.LoopFailed("snapshot");
            LogFailed(ports.Logger, wrong, partition, taken);
        }
    }

    private async Task Publish(SnapshotCapture picture, CancellationToken cancellationToken)
    {
        if (!await ports.Snapshots.Publish(epoch, picture, cancellationToken))
        {
            LogFenced(ports.Logger, partition, epoch);
            fenced();
            return;
        }

        Published = picture.Sequence;
        CityMeters.Snapshots.Add(1);
        LogPublished(ports.Logger, partition, picture.Sequence, picture.Pages.Count, picture.Full);
        var oldest = await ports.Snapshots.OldestKept(partition, cancellationToken);
        if (oldest >= 0)
        {
            ports.Log.SetFloor(partition, oldest);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Partition {Partition}: snapshot at {Sequence} published, {Pages} pages, full: {Full}.")]
    private static partial void LogPublished(ILogger logger, int partition, long sequence, int pages, bool full);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: the snapshot at {Sequence} failed; the next one is full.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, int partition, long sequence);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Partition {Partition}: epoch {Epoch} is not the newest any more; this activation ends.")]
    private static partial void LogFenced(ILogger logger, int partition, long epoch);
}
