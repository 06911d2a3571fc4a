using System.Text;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using Microsoft.Extensions.Logging;

namespace CityActors.Silo.Log;

/// <summary>The city log in files of this silo: one FasterLog for all partitions, acknowledged only after the flush.</summary>
public sealed class FasterCityLog : ICityLog, IAsyncDisposable
{
    /// <summary>Longest records of an entry, bytes.</summary>
    public const int RecordsBytesMax = 1 << 20;

    /// <summary>Longest tenant, UTF-8 bytes.</summary>
    public const int TenantBytesMax = 64;

    /// <summary>Longest actor, UTF-8 bytes.</summary>
    public const int ActorBytesMax = 256;

    private const string Everybody = "city";

    private readonly FramedLog<LogFrame> log;

    private FasterCityLog(FramedLog<LogFrame> log, int generation, int partitions)
    {
        this.log = log;
        Generation = generation;
        Partitions = partitions;
    }

    /// <inheritdoc/>
    public int Generation { get; }

    /// <inheritdoc/>
    public int Partitions { get; }

    /// <inheritdoc/>
    public LogStatus Status => new(log.RetainedBytes, log.PendingBytes, log.Failure);

    /// <summary>Opens the log of a data directory: checks it, cuts off an unacknowledged tail, and begins to write.</summary>
    /// <exception cref="LogDamagedException">Something acknowledged cannot be read: nothing was changed.</exception>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public static Task<FasterCityLog> Open(DataDirectory directory, LogOptions options, TimeProvider time, ILogger<FasterCityLog> logger) =>
        Open(options.CityLog(directory), time, logger);

    /// <inheritdoc/>
    public async Task<LogPosition[]> Append(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count == 0)
        {
            return [];
        }

        var done = Add(entries, out var positions);
        if (await done.WaitAsync(cancellationToken).ConfigureAwait(false) is { } cause)
        {
            throw cause as LogUnavailableException ?? new LogUnavailableException(cause.Message, cause);
        }

        return positions;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogFrame> Read(int partition, long fromSequence, CancellationToken cancellationToken)
    {
        ThrowIfUnknown(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(fromSequence);
        return log.Read(partition, fromSequence, cancellationToken);
    }

    /// <inheritdoc/>
    public long Committed(int partition)
    {
        ThrowIfUnknown(partition);
        return log.Newest(partition);
    }

    /// <inheritdoc/>
    public long Oldest(int partition)
    {
        ThrowIfUnknown(partition);
        return log.Oldest(partition);
    }

    /// <inheritdoc/>
    public void SetFloor(int partition, long sequence)
    {
        ThrowIfUnknown(partition);
        log.SetFloor(Everybody, partition, sequence);
    }

    /// <summary>Returns when what may be dropped was dropped.</summary>
    internal Task Trim() => log.Trim();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();

    /// <summary>Opens the log by its inner settings.</summary>
    internal static async Task<FasterCityLog> Open(FramedLogSettings settings, TimeProvider time, ILogger logger) =>
        new(
            await FramedLog<LogFrame>.Open(settings, new RecordsCodec(), time, logger).ConfigureAwait(false),
            settings.Rules.Generation,
            settings.Rules.Partitions);

    private Task<Exception?> Add(IReadOnlyList<LogEntry> entries, out LogPosition[] positions)
    {
        var frames = new NewFrame[entries.Count];
        var bytes = 0;
        for (var place = 0; place < frames.Length; place++)
        {
            frames[place] = Checked(entries[place]);
            bytes += frames[place].TenantBytes + frames[place].ActorBytes + entries[place].Records.Length;
        }

        // The caller's bytes are copied here, once; what readers get in memory later are slices of this copy.
        var copy = GC.AllocateUninitializedArray<byte>(bytes);
        var at = 0;
        for (var place = 0; place < frames.Length; place++)
        {
            ref var frame = ref frames[place];
            var start = at;
            at += Encoding.UTF8.GetBytes(frame.Tenant, copy.AsSpan(at));
            at += Encoding.UTF8.GetBytes(frame.Actor, copy.AsSpan(at));
            entries[place].Records.Span.CopyTo(copy.AsSpan(at));
            at += entries[place].Records.Length;
            frame.Variable = copy.AsMemory(start, at - start);
        }

        var done = log.Add(frames);
        positions = new LogPosition[frames.Length];
        for (var place = 0; place < frames.Length; place++)
        {
            positions[place] = new LogPosition(Generation, frames[place].Partition, frames[place].First);
        }

        return done;
    }

    private NewFrame Checked(in LogEntry entry)
    {
        ThrowIfUnknown(entry.Partition);
        var tenantBytes = Encoding.UTF8.GetByteCount(entry.Tenant);
        var actorBytes = Encoding.UTF8.GetByteCount(entry.Actor);
        if (tenantBytes > TenantBytesMax || actorBytes > ActorBytesMax)
        {
            throw new ArgumentException(
                $"Expected a tenant of at most {TenantBytesMax} and an actor of at most {ActorBytesMax} bytes, got "
                    + $"{tenantBytes} and {actorBytes}.");
        }

        if (entry.Records.Length > RecordsBytesMax)
        {
            throw new ArgumentException($"Expected records of at most {RecordsBytesMax} bytes, got {entry.Records.Length}.");
        }

        // A wrong count would put every later record of the partition at a wrong place, for ever.
        var reader = new RecordReader(entry.Records.Span);
        var count = 0;
        while (reader.Next())
        {
            count++;
        }

        if (count == 0 || count != entry.Count)
        {
            throw new ArgumentException($"Expected at least one record and as many as are counted, got {count} "
                + $"records and a count of {entry.Count}.");
        }

        return new NewFrame
        {
            Partition = entry.Partition,
            Count = count,
            First = NewFrame.NextSequence,
            Span = count,
            ArrivedAtMs = entry.ArrivedAtMs,
            Tenant = entry.Tenant,
            Actor = entry.Actor,
            TenantBytes = tenantBytes,
            ActorBytes = actorBytes,
        };
    }

    private void ThrowIfUnknown(int partition)
    {
        if ((uint)partition >= (uint)Partitions)
        {
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Expected a partition from 0 to {Partitions - 1}.");
        }
    }
}
