using System.Threading.Tasks.Sources;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>
/// Readings of one source that arrived together and become durable together: encoded by partition, ready for the log. Reused; one
/// batch is filled by one sender, then appended once.
/// </summary>
internal sealed class IngestBatch : IValueTaskSource<string?>
{
    /// <summary>Bytes of one run of records; a log entry holds at most twice as many.</summary>
    public const int RunBytesMax = 512 << 10;

    private readonly RecordWriterPool writers;
    private readonly List<(int Partition, RecordWriter Records)> runs = [];
    private readonly int[] openRuns;
    private ManualResetValueTaskSourceCore<string?> durable = new() { RunContinuationsAsynchronously = true };

    public IngestBatch(RecordWriterPool writers, int partitions)
    {
        this.writers = writers;
        openRuns = new int[partitions];
        Array.Fill(openRuns, -1);
    }

    /// <summary>Who sent it.</summary>
    public IngestSource Source { get; private set; } = null!;

    /// <summary>When it arrived, Unix milliseconds.</summary>
    public long ArrivedAtMs { get; private set; }

    /// <summary>Readings in it; declarations are not counted.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of them.</summary>
    public int Bytes { get; private set; }

    /// <summary>Readings whose channel is not known here; the shard must be asked.</summary>
    public MissedReadings Missed { get; } = new();

    /// <summary>Readings that were refused after parsing, by the tag they were added with.</summary>
    public List<PayloadRefusal> Refused { get; } = [];

    /// <summary>Starts over for a sender.</summary>
    public void Begin(IngestSource source, long arrivedAtMs)
    {
        Source = source;
        ArrivedAtMs = arrivedAtMs;
    }

    /// <summary>Writes a reading to where its channel is.</summary>
    public void Write(int partition, int handle, in ParsedReading reading, ReadOnlySpan<byte> text)
    {
        var records = For(partition);
        var before = records.Length;
        records.Reading(handle, reading.Kind, reading.Bits, text, reading.ObservedAtMs, reading.Sequence);
        Bytes += records.Length - before;
        Count++;
    }

    /// <summary>The records of a partition, to be written to; <see cref="Wrote"/> counts them.</summary>
    public RecordWriter For(int partition)
    {
        var open = openRuns[partition];
        if (open >= 0 && runs[open].Records.Length < RunBytesMax)
        {
            return runs[open].Records;
        }

        var records = writers.Rent();
        openRuns[partition] = runs.Count;
        runs.Add((partition, records));
        return records;
    }

    /// <summary>Counts records that were written directly.</summary>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="readings">How many of them are readings.</param>
    public void Wrote(int bytes, int readings = 0)
    {
        Count += readings;
        Bytes += bytes;
    }

    /// <summary>Adds the batch's entries to a group.</summary>
    public void AddTo(List<LogEntry> entries)
    {
        foreach (var (partition, records) in runs)
        {
            entries.Add(new LogEntry(partition, Source.Tenant, Source.Actor, ArrivedAtMs, records.Count, records.Written));
        }
    }

    /// <summary>Becomes null when the batch is durable, or the sentence why it is not. Awaited once.</summary>
    public ValueTask<string?> Durable => new(this, durable.Version);

    /// <summary>Says how the append ended.</summary>
    public void Complete(string? failure) => durable.SetResult(failure);

    /// <summary>Forgets everything; small memory is kept.</summary>
    public void Clear()
    {
        foreach (var (partition, records) in runs)
        {
            openRuns[partition] = -1;
            writers.Return(records);
        }

        runs.Clear();
        Missed.Clear();
        Refused.Clear();
        Count = Bytes = 0;
        Source = null!;
        durable.Reset();
    }

    string? IValueTaskSource<string?>.GetResult(short token) => durable.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<string?>.GetStatus(short token) => durable.GetStatus(token);

    void IValueTaskSource<string?>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        durable.OnCompleted(continuation, state, token, flags);
}
