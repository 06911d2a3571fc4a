using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using Microsoft.Extensions.Logging;

namespace CityActors.Silo.Log;

/// <summary>
/// The change log in files of this silo. It is flushed every now and then, not with each append; after a crash a damaged end is cut off,
/// and what is missing is said again by replay of the city log. When the disk refuses, what was added is kept in memory and tried again.
/// </summary>
public sealed class FasterChangeLog : IChangeLog, IAsyncDisposable
{
    /// <summary>Longest changes of an append, bytes: who has more splits the range.</summary>
    public const int ChangesBytesMax = 4_000_000;

    private readonly FramedLog<ChangeFrame> log;
    private readonly int partitions;

    private FasterChangeLog(FramedLog<ChangeFrame> log, int partitions)
    {
        this.log = log;
        this.partitions = partitions;
    }

    /// <inheritdoc/>
    public long RetainedBytes => log.RetainedBytes;

    /// <summary>Why nothing gets to disk; null when all is well.</summary>
    public string? Failure => log.Failure;

    /// <summary>Opens the change log of a data directory.</summary>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public static Task<FasterChangeLog> Open(
        DataDirectory directory, LogOptions options, TimeProvider time, ILogger<FasterChangeLog> logger) =>
        Open(options.ChangeLog(directory), time, logger);

    /// <inheritdoc/>
    public long Watermark(int partition)
    {
        ThrowIfUnknown(partition);
        return log.Newest(partition);
    }

    /// <inheritdoc/>
    public long Durable(int partition)
    {
        ThrowIfUnknown(partition);
        return log.Durable(partition);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The range overlaps the watermark, or leaves a gap above it.</exception>
    /// <exception cref="LogUnavailableException">The log is closed.</exception>
    public ValueTask Append(
        int partition, long firstSequence, long lastSequence, int count, ReadOnlyMemory<byte> changes,
        CancellationToken cancellationToken = default)
    {
        ThrowIfUnknown(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(firstSequence);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastSequence, firstSequence);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(changes.Length, ChangesBytesMax);
        if (lastSequence <= log.Newest(partition))
        {
            return ValueTask.CompletedTask;
        }

        log.Add(
        [
            new NewFrame
            {
                Partition = partition,
                Count = count,
                First = firstSequence,
                Span = lastSequence - firstSequence + 1,
                Tenant = "",
                Actor = "",
                Variable = changes.ToArray(),
            },
        ]);
        var room = log.Room();
        return room.IsCompleted ? ValueTask.CompletedTask : new ValueTask(room.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public Task Flush(CancellationToken cancellationToken = default) => log.Flush(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeFrame> Read(int partition, long fromSequence, CancellationToken cancellationToken)
    {
        ThrowIfUnknown(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(fromSequence);
        return log.Read(partition, fromSequence, cancellationToken);
    }

    /// <inheritdoc/>
    public long Oldest(int partition)
    {
        ThrowIfUnknown(partition);
        return log.Oldest(partition);
    }

    /// <inheritdoc/>
    public void SetFloor(string follower, int partition, long sequence)
    {
        ArgumentException.ThrowIfNullOrEmpty(follower);
        ThrowIfUnknown(partition);
        log.SetFloor(follower, partition, sequence);
    }

    /// <summary>Returns when what may be dropped was dropped.</summary>
    internal Task Trim() => log.Trim();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();

    /// <summary>Opens the log by its inner settings.</summary>
    internal static async Task<FasterChangeLog> Open(FramedLogSettings settings, TimeProvider time, ILogger logger) =>
        new(await FramedLog<ChangeFrame>.Open(settings, new ChangesCodec(), time, logger).ConfigureAwait(false), settings.Rules.Partitions);

    private void ThrowIfUnknown(int partition)
    {
        if ((uint)partition >= (uint)partitions)
        {
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Expected a partition from 0 to {partitions - 1}.");
        }
    }
}
