using System.Runtime.CompilerServices;
using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A change log in memory; what is not flushed can be lost, as in a crash.</summary>
public sealed class MemoryChangeLog(int partitions, Pulse pulse) : IChangeLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Follower, int Partition), long> floors = [];
    private readonly List<ChangeFrame>[] frames = [.. Enumerable.Range(0, partitions).Select(static _ => new List<ChangeFrame>())];
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly long[] durable = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly int[] readers = new int[partitions];
    private readonly int[] readings = new int[partitions];
    private readonly long[] oldest = new long[partitions];

    /// <summary>Newest floor that a follower declared; 0 when it did not.</summary>
    public long Floor(string follower, int partition)
    {
        lock (gate)
        {
            return floors.GetValueOrDefault((follower, partition));
        }
    }

    /// <summary>How often somebody began to read a partition.</summary>
    public int Readings(int partition) => Volatile.Read(ref readings[partition]);

    /// <summary>How many read a partition now.</summary>
    public int Readers(int partition) => Volatile.Read(ref readers[partition]);

    /// <summary>How many of the next appends fail.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>While set, appends wait for it.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public long RetainedBytes => 0;

    public long Watermark(int partition) => Volatile.Read(ref watermarks[partition]);

    public long Durable(int partition) => Volatile.Read(ref durable[partition]);

    public long Oldest(int partition) => Volatile.Read(ref oldest[partition]);

    public async ValueTask Append(
        int partition, long firstSequence, long lastSequence, int count, ReadOnlyMemory<byte> changes,
        CancellationToken cancellationToken = default)
    {
        var copy = changes.ToArray();
        await Hold.WaitAsync(cancellationToken);
        lock (gate)
        {
            if (FailuresLeft > 0)
            {
                FailuresLeft--;
                throw new IOException("The change log fails on purpose.");
            }

            if (lastSequence <= watermarks[partition])
            {
                return;
            }

            if (firstSequence <= watermarks[partition])
            {
                throw new InvalidOperationException(
                    $"{firstSequence}..{lastSequence} overlaps the watermark {watermarks[partition]} of partition {partition}.");
            }

            frames[partition].Add(new ChangeFrame
            {
                Generation = 1,
                Partition = partition,
                FirstSequence = firstSequence,
                LastSequence = lastSequence,
                Count = count,
                Changes = copy,
            });
            watermarks[partition] = lastSequence;
        }

        pulse.Beat();
    }

    public Task Flush(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            watermarks.CopyTo(durable, 0);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ChangeFrame> Read(
        int partition, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref readings[partition]);
        Interlocked.Increment(ref readers[partition]);
        try
        {
            if (fromSequence < Oldest(partition))
            {
                throw new LogTruncatedException(partition, fromSequence, Oldest(partition));
            }

            for (var next = fromSequence; ;)
            {
                var beat = pulse.Next;
                ChangeFrame? frame;
                lock (gate)
                {
                    frame = frames[partition].Find(frame => frame.LastSequence >= next);
                }

                if (frame is null)
                {
                    await beat.WaitAsync(cancellationToken);
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                next = frame.LastSequence + 1;
                yield return frame;
            }
        }
        finally
        {
            Interlocked.Decrement(ref readers[partition]);
            pulse.Beat();
        }
    }

    public void SetFloor(string follower, int partition, long sequence)
    {
        lock (gate)
        {
            floors[(follower, partition)] = sequence;
        }

        pulse.Beat();
    }

    /// <summary>Loses what was not flushed, as a crash does.</summary>
    public void LoseUnflushed()
    {
        lock (gate)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                frames[partition].RemoveAll(frame => frame.LastSequence > durable[partition]);
                watermarks[partition] = durable[partition];
            }
        }
    }

    /// <summary>Forgets everything below the watermark, as retention may.</summary>
    public void DropAll()
    {
        lock (gate)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                frames[partition].Clear();
                oldest[partition] = watermarks[partition] + 1;
            }
        }
    }

    /// <summary>Frames of a partition as they stand.</summary>
    public IReadOnlyList<ChangeFrame> Frames(int partition)
    {
        lock (gate)
        {
            return [.. frames[partition]];
        }
    }
}
