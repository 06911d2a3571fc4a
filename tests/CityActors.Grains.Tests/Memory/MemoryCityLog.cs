using System.Runtime.CompilerServices;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A city log that keeps everything in memory, and survives the silos of a test.</summary>
public sealed class MemoryCityLog(int partitions, Pulse pulse) : ICityLog
{
    private readonly Lock gate = new();
    private readonly List<LogFrame>[] frames = [.. Enumerable.Range(0, partitions).Select(static _ => new List<LogFrame>())];
    private readonly long[] floors = new long[partitions];

    public int Generation => 1;

    public int Partitions => partitions;

    /// <summary>Set to refuse everything.</summary>
    public string? Failure { get; set; }

    /// <summary>Actor whose entries are refused meanwhile; null: nobody's.</summary>
    public string? RefusedActor { get; set; }

    /// <summary>How often an entry of <see cref="RefusedActor"/> was refused.</summary>
    public int Refusals { get; private set; }

    public LogStatus Status => new(0, 0, Failure);

    public Task<LogPosition[]> Append(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        if (Failure is { } failure)
        {
            return Task.FromException<LogPosition[]>(new LogUnavailableException(failure));
        }

        if (RefusedActor is { } actor && entries.Any(entry => entry.Actor == actor))
        {
            Refusals++;
            pulse.Beat();
            return Task.FromException<LogPosition[]>(new LogUnavailableException($"Entries of {actor} are refused on purpose."));
        }

        var positions = new LogPosition[entries.Count];
        lock (gate)
        {
            for (var i = 0; i < positions.Length; i++)
            {
                var entry = entries[i];
                var first = Committed(entry.Partition) + 1;
                positions[i] = new LogPosition(Generation, entry.Partition, first);
                frames[entry.Partition].Add(new LogFrame
                {
                    Generation = Generation,
                    Partition = entry.Partition,
                    FirstSequence = first,
                    Count = entry.Count,
                    ArrivedAtMs = entry.ArrivedAtMs,
                    Tenant = entry.Tenant,
                    Actor = entry.Actor,
                    Records = entry.Records.ToArray(),
                });
            }
        }

        pulse.Beat();
        return Task.FromResult(positions);
    }

    public async IAsyncEnumerable<LogFrame> Read(
        int partition, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (fromSequence < Oldest(partition))
        {
            throw new LogTruncatedException(partition, fromSequence, Oldest(partition));
        }

        for (var next = fromSequence; ;)
        {
            var beat = pulse.Next;
            if (Find(partition, next) is { } frame)
            {
                cancellationToken.ThrowIfCancellationRequested();
                next = frame.LastSequence + 1;
                yield return frame;
            }
            else
            {
                await beat.WaitAsync(cancellationToken);
            }
        }
    }

    public long Committed(int partition)
    {
        lock (gate)
        {
            return frames[partition].Count == 0 ? -1 : frames[partition][^1].LastSequence;
        }
    }

    public long Oldest(int partition)
    {
        lock (gate)
        {
            return frames[partition].Count == 0 ? 0 : frames[partition][0].FirstSequence;
        }
    }

    public void SetFloor(int partition, long sequence) => floors[partition] = sequence;

    /// <summary>Newest declared floor.</summary>
    public long Floor(int partition) => floors[partition];

    /// <summary>Forgets everything below a sequence, as retention does.</summary>
    public void DropBelow(int partition, long sequence)
    {
        lock (gate)
        {
            frames[partition].RemoveAll(frame => frame.LastSequence < sequence);
        }
    }

    /// <summary>Frames of a partition as they stand.</summary>
    public IReadOnlyList<LogFrame> Frames(int partition)
    {
        lock (gate)
        {
            return [.. frames[partition]];
        }
    }

    private LogFrame? Find(int partition, long sequence)
    {
        lock (gate)
        {
            var list = frames[partition];
            var (low, high) = (0, list.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (list[middle].LastSequence < sequence)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return low < list.Count ? list[low] : null;
        }
    }
}
