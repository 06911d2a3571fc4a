using CityActors.Domain.Snapshots;

namespace CityActors.Grains.Snapshots;

/// <summary>
/// Keeps shard snapshots: pages in files that are never changed, and per partition one row naming the newest snapshot and the epoch
/// that published it, changed by compare-and-swap. A port: embedded it is a folder.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Takes the next epoch of a partition: from now on only its holder may publish.</summary>
    /// <returns>A number larger than every epoch taken before.</returns>
    Task<long> TakeEpoch(int partition, CancellationToken cancellationToken = default);

    /// <summary>The newest published snapshot, whole; null when there is none.</summary>
    /// <exception cref="InvalidDataException">A page is missing or its hash does not fit; the sentence names file and page.</exception>
    Task<SnapshotCapture?> Load(int partition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the pages durably, then publishes the snapshot in one atomic step. A capture that is not full builds on the newest
    /// published one. Old ones beyond the ladder that the store keeps are removed.
    /// </summary>
    /// <returns>False when the epoch is no longer the newest: nothing was published.</returns>
    Task<bool> Publish(long epoch, SnapshotCapture capture, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sequence of the oldest snapshot of a partition that the store keeps; -1 when there is none: the log's floor for rewinding.
    /// </summary>
    Task<long> OldestKept(int partition, CancellationToken cancellationToken = default);
}
