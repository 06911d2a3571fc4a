using System.Collections.Concurrent;
using CityActors.Domain.Snapshots;
using CityActors.Grains.Snapshots;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Snapshots;

/// <summary>
/// Snapshots in a folder, one folder a partition. One process holds the folder (its lock dies with it), and calls for one partition
/// follow one another, so comparing the epoch and replacing the row is one step. All of it runs on the thread pool: files block.
/// </summary>
internal sealed class FolderSnapshotStore : ISnapshotStore, IDisposable
{
    private readonly FolderSnapshotOptions options;
    private readonly TimeProvider time;
    private readonly FileStream hold;
    private readonly ConcurrentDictionary<int, Door> doors = new();

    /// <summary>Takes hold of the folder, making it when absent.</summary>
    /// <exception cref="IOException">The folder cannot be written, or another process holds it.</exception>
    public FolderSnapshotStore(IOptions<FolderSnapshotOptions> options, TimeProvider time)
    {
        this.options = options.Value;
        this.time = time;
        hold = TakeHold(this.options.Directory);
    }

    /// <inheritdoc/>
    public Task<long> TakeEpoch(int partition, CancellationToken cancellationToken = default) =>
        Enter(partition, static folder => folder.TakeEpoch(), cancellationToken);

    /// <inheritdoc/>
    public Task<SnapshotCapture?> Load(int partition, CancellationToken cancellationToken = default) =>
        Enter(partition, static folder => folder.Load(), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Publish(long epoch, SnapshotCapture capture, CancellationToken cancellationToken = default) =>
        Enter(
            capture.Partition,
            folder => folder.Publish(epoch, capture, time.GetUtcNow().ToUnixTimeMilliseconds()),
            cancellationToken);

    /// <inheritdoc/>
    public Task<long> OldestKept(int partition, CancellationToken cancellationToken = default) =>
        Enter(partition, static folder => folder.OldestKept, cancellationToken);

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        hold.Dispose();
        foreach (var door in doors.Values)
        {
            door.Turn.Dispose();
        }
    }

    private static FileStream TakeHold(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The snapshot folder {directory} cannot be taken: either another process holds it, or it cannot be "
                    + $"written ({cause.Message}).",
                cause);
        }
    }

    private async Task<T> Enter<T>(int partition, Func<PartitionFolder, T> work, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        var door = doors.GetOrAdd(partition, static _ => new Door());
        await door.Turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => work(door.Folder ??= Open(partition)), CancellationToken.None);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            door.Folder = null; // how far it came is told by the disk alone: look again next time
            throw new IOException(
                $"The snapshots of partition {partition} in {options.Directory} cannot be read or written: {cause.Message}", cause);
        }
        finally
        {
            door.Turn.Release();
        }
    }

    private PartitionFolder Open(int partition) => new(Path.Combine(options.Directory, $"p{partition:D4}"), options);

    private sealed class Door
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public PartitionFolder? Folder { get; set; }
    }
}
