using System.Buffers.Binary;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Tests.Memory;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>A city log whose flush the test holds, releases or lets fail. What was appended can be read back.</summary>
internal sealed class PaperLog(Pulse pulse, int partitions = 4) : ICityLog
{
    private readonly Lock gate = new();
    private readonly List<LoggedValue> readings = [];
    private readonly List<DeclaredSource> declarations = [];
    private readonly LinkedList<Flush> waiting = new();
    private readonly long[] committed = [.. Enumerable.Repeat(-1L, partitions)];
    private bool isHeld;
    private int appends;

    public int Generation { get; set; } = 1;

    public int Partitions => partitions;

    public LogStatus Status => new(0, 0, Failure);

    /// <summary>Set to say that nothing is accepted.</summary>
    public string? Failure { get; set; }

    /// <summary>Set to let appends fail though the log said it was well: the disk filled up meanwhile.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Appends so far, held ones included.</summary>
    public int Appends => Volatile.Read(ref appends);

    /// <summary>Readings that were appended, durable or not, in order.</summary>
    public IReadOnlyList<LoggedValue> Readings
    {
        get
        {
            lock (gate)
            {
                return [.. readings];
            }
        }
    }

    /// <summary>Declarations that were appended.</summary>
    public IReadOnlyList<DeclaredSource> Declarations
    {
        get
        {
            lock (gate)
            {
                return [.. declarations];
            }
        }
    }

    /// <summary>From now on nothing becomes durable until <see cref="Release"/>.</summary>
    public void Hold() => isHeld = true;

    /// <summary>Everything held becomes durable, and what follows at once.</summary>
    public void Release()
    {
        isHeld = false;
        while (ReleaseOne())
        {
        }
    }

    /// <summary>The oldest held append becomes durable.</summary>
    public bool ReleaseOne()
    {
        if (Take(waiting.First) is not { } flush)
        {
            return false;
        }

        flush.Done.SetResult(flush.Positions);
        return true;
    }

    /// <summary>The newest held append becomes durable.</summary>
    public void ReleaseNewest()
    {
        var flush = Take(waiting.Last)!;
        flush.Done.SetResult(flush.Positions);
    }

    /// <summary>The oldest held append fails.</summary>
    public void FailOne() => Take(waiting.First)!.Done.SetException(new LogUnavailableException("No space left on device."));

    public Task<LogPosition[]> Append(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        if (IsBroken || Failure is not null)
        {
            return Task.FromException<LogPosition[]>(new LogUnavailableException(Failure ?? "No space left on device."));
        }

        var flush = new Flush(new LogPosition[entries.Count]);
        lock (gate)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                flush.Positions[i] = new LogPosition(Generation, entries[i].Partition, committed[entries[i].Partition] + 1);
                committed[entries[i].Partition] += entries[i].Count;
                Read(entries[i]);
            }

            if (isHeld)
            {
                waiting.AddLast(flush);
            }
        }

        Interlocked.Increment(ref appends);
        pulse.Beat();
        return isHeld ? flush.Done.Task : Task.FromResult(flush.Positions);
    }

    public IAsyncEnumerable<LogFrame> Read(int partition, long fromSequence, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Ingress does not read the log.");

    public long Committed(int partition)
    {
        lock (gate)
        {
            return committed[partition];
        }
    }

    public long Oldest(int partition) => 0;

    public void SetFloor(int partition, long sequence)
    {
    }

    private Flush? Take(LinkedListNode<Flush>? node)
    {
        lock (gate)
        {
            if (node is null)
            {
                return null;
            }

            waiting.Remove(node);
            return node.Value;
        }
    }

    private void Read(in LogEntry entry)
    {
        var reader = new RecordReader(entry.Records.Span);
        var count = 0;
        for (; reader.Next(); count++)
        {
            if (reader.Kind == RecordKind.Source)
            {
                declarations.Add(new DeclaredSource(entry.Partition, entry.Actor, reader.Sub == 1, reader.RequiredText(), reader.Number()));
            }
            else
            {
                readings.Add(LoggedValue.Of(entry, reader));
            }
        }

        Assert.Equal(entry.Count, count);
    }

    private sealed record Flush(LogPosition[] Positions)
    {
        public TaskCompletionSource<LogPosition[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A declaration as it stands in the log.</summary>
    internal sealed record DeclaredSource(int Partition, string Actor, bool IsReplay, string Source, long EpochMs);

    /// <summary>A reading as it stands in the log.</summary>
    internal sealed record LoggedValue(
        int Partition, int Handle, ValueKind Kind, double Number, string Text, long ObservedAtMs, uint Sequence, string Actor,
        long ArrivedAtMs)
    {
        public static LoggedValue Of(in LogEntry entry, RecordReader record)
        {
            Assert.Equal(RecordKind.Reading, record.Kind);
            var payload = record.Payload;
            var kind = (ValueKind)record.Sub;
            var bits = BinaryPrimitives.ReadInt64LittleEndian(payload[16..]);
            return new LoggedValue(
                entry.Partition,
                BinaryPrimitives.ReadInt32LittleEndian(payload),
                kind,
                kind == ValueKind.Number ? BitConverter.Int64BitsToDouble(bits) : bits,
                System.Text.Encoding.UTF8.GetString(payload[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(payload[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
                entry.Actor,
                entry.ArrivedAtMs);
        }
    }
}
