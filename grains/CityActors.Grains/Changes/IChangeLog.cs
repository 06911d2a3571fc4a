using CityActors.Domain.Changes;

namespace CityActors.Grains.Changes;

/// <summary>
/// What the fold said, kept in order for its followers: streams, history, registry, quarantine. Each follower reads at its own pace
/// from its own watermark, so a slow or absent one costs disk, not memory. A port: embedded it is a second log beside the city log.
/// It need not be as durable as the city log: what is missing after a crash is said again, with the same names, by replay.
/// </summary>
public interface IChangeLog
{
    /// <summary>Newest sequence of a partition whose changes are in the log, flushed or not; -1 when there is none.</summary>
    long Watermark(int partition);

    /// <summary>Newest sequence of a partition whose changes are on disk: snapshots must not pass it.</summary>
    long Durable(int partition);

    /// <summary>
    /// Adds what follows from the records <paramref name="firstSequence"/>..<paramref name="lastSequence"/>; a range at or below the
    /// watermark is ignored, one that overlaps it is an error. The bytes are copied before it returns its task. Waits when too much is
    /// unflushed.
    /// </summary>
    ValueTask Append(
        int partition, long firstSequence, long lastSequence, int count, ReadOnlyMemory<byte> changes,
        CancellationToken cancellationToken = default);

    /// <summary>Brings everything added so far to disk.</summary>
    Task Flush(CancellationToken cancellationToken = default);

    /// <summary>
    /// Frames of one partition, the first being the one that holds <paramref name="fromSequence"/>, then the following ones as they
    /// are added (flushed or not); ends only when cancelled.
    /// </summary>
    /// <exception cref="Log.LogTruncatedException">The sequence lies below what is retained.</exception>
    IAsyncEnumerable<ChangeFrame> Read(int partition, long fromSequence, CancellationToken cancellationToken);

    /// <summary>Oldest retained sequence of a partition; 0 when nothing was ever dropped.</summary>
    long Oldest(int partition);

    /// <summary>
    /// Declares that a follower needs nothing below <paramref name="sequence"/> any more. Retention never passes the slowest follower.
    /// </summary>
    void SetFloor(string follower, int partition, long sequence);

    /// <summary>Bytes on disk.</summary>
    long RetainedBytes { get; }
}
