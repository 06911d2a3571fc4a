using CityActors.Domain.Log;
using CityActors.Log;

namespace CityActors.Grains.Log;

/// <summary>
/// The durable, partitioned log that the city is a fold of. A port: embedded it is one FasterLog a silo, distributed it is Kafka.
/// Sequences of a partition have no gaps; what was acknowledged is never lost; order within a partition is the order of acknowledgement.
/// </summary>
public interface ICityLog
{
    /// <summary>Generation of the log, from 1.</summary>
    int Generation { get; }

    /// <summary>Number of partitions, fixed for the generation.</summary>
    int Partitions { get; }

    /// <summary>
    /// Appends the records of all <paramref name="entries"/> in one flush and returns when they are durable.
    /// The bytes are copied before the first await, so the caller may reuse his buffers when the call has returned its task.
    /// </summary>
    /// <returns>Position of the first record of each entry, in their order.</returns>
    /// <exception cref="LogUnavailableException">Nothing can be accepted now (disk full, log closed): nothing was acknowledged.</exception>
    Task<LogPosition[]> Append(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>
    /// Frames of one partition from <paramref name="fromSequence"/> on (the first one may begin before it), then new ones as they
    /// become durable; ends only when cancelled. Several frames that are there already come without waiting.
    /// </summary>
    /// <exception cref="LogTruncatedException">The sequence lies below what is retained.</exception>
    IAsyncEnumerable<LogFrame> Read(int partition, long fromSequence, CancellationToken cancellationToken);

    /// <summary>Newest durable sequence of a partition; -1 when it is empty.</summary>
    long Committed(int partition);

    /// <summary>Oldest retained sequence of a partition.</summary>
    long Oldest(int partition);

    /// <summary>
    /// Declares that records of a partition below <paramref name="sequence"/> are needed no more; they may go when all partitions
    /// agree and retention says so.
    /// </summary>
    void SetFloor(int partition, long sequence);

    /// <summary>Where the log's disk, size and commits stand, for metrics and health.</summary>
    LogStatus Status { get; }
}

/// <summary>Records of one partition, one tenant and one actor, to be appended.</summary>
/// <param name="Partition">Partition, from 0.</param>
/// <param name="Tenant">Whose city, at most 64 UTF-8 bytes.</param>
/// <param name="Actor">Who or what wrote it, at most 256 UTF-8 bytes.</param>
/// <param name="ArrivedAtMs">When the gateway received it, Unix milliseconds.</param>
/// <param name="Count">Number of records, at least 1.</param>
/// <param name="Records">Encoded by <see cref="RecordWriter"/>, at most 1 MiB.</param>
public readonly record struct LogEntry(
    int Partition, string Tenant, string Actor, long ArrivedAtMs, int Count, ReadOnlyMemory<byte> Records);

/// <summary>State of the log.</summary>
/// <param name="RetainedBytes">Bytes on disk.</param>
/// <param name="PendingBytes">Bytes accepted and not yet durable.</param>
/// <param name="Failure">Why nothing is accepted; null when all is well.</param>
public readonly record struct LogStatus(long RetainedBytes, long PendingBytes, string? Failure);

/// <summary>A sequence was asked for that is no longer retained.</summary>
public sealed class LogTruncatedException(int partition, long asked, long oldest)
    : Exception($"Partition {partition}: sequence {asked} was asked for, the oldest retained is {oldest}.");
