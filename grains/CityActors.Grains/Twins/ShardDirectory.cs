using CityActors.Domain.Twins;

namespace CityActors.Grains.Twins;

/// <summary>
/// The shards that are awake in this process, and the names behind their handles. Written by shards, read by anybody on any thread.
/// Names stay readable while a shard moves on: handles are never reused.
/// </summary>
public sealed class ShardDirectory
{
    /// <summary>How many may wait for one shard at a time.</summary>
    public const int WaitersMax = 4096;

    private readonly Entry[] entries;

    /// <summary>Nobody is awake yet.</summary>
    /// <param name="partitions">Number of partitions of the log.</param>
    public ShardDirectory(int partitions)
    {
        entries = new Entry[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            entries[partition] = new Entry();
        }
    }

    /// <summary>Number of partitions.</summary>
    public int Partitions => entries.Length;

    /// <summary>Names of a partition's handles as far as its shard has folded; null until it was awake for the first time.</summary>
    public TwinNames? Names(int partition) => Volatile.Read(ref entries[partition].Names);

    /// <summary>Whether the shard of a partition is awake in this process.</summary>
    public bool IsAwake(int partition) => Volatile.Read(ref entries[partition].IsAwake);

    /// <summary>Names of a partition once its shard has folded a sequence: every handle in changes up to it has its name then.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="WaitersMax"/> wait for this shard already.</exception>
    public ValueTask<TwinNames> NamesAt(int partition, long sequence, CancellationToken cancellationToken = default)
    {
        var entry = entries[partition];
        TaskCompletionSource waiter;
        lock (entry)
        {
            if (entry.Names is { } names && entry.Folded >= sequence)
            {
                return new ValueTask<TwinNames>(names);
            }

            if (entry.Waiters.Count >= WaitersMax)
            {
                throw new InvalidOperationException($"Partition {partition}: {WaitersMax} wait for its shard already.");
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            entry.Waiters.Add((sequence, waiter));
        }

        return Wait(entry, sequence, waiter, cancellationToken);
    }

    /// <summary>A shard woke up and stands at a sequence.</summary>
    internal void Wake(int partition, TwinNames names, long folded)
    {
        var entry = entries[partition];
        lock (entry)
        {
            entry.Folded = folded;
            Volatile.Write(ref entry.Names, names);
            Volatile.Write(ref entry.IsAwake, true);
            entry.Release();
        }
    }

    /// <summary>A shard folded up to a sequence.</summary>
    internal void Fold(int partition, TwinNames names, long sequence)
    {
        var entry = entries[partition];
        lock (entry)
        {
            if (ReferenceEquals(entry.Names, names))
            {
                entry.Folded = sequence;
                entry.Release();
            }
        }
    }

    /// <summary>A shard went to sleep, unless another activation of it woke up since.</summary>
    internal void Sleep(int partition, TwinNames names)
    {
        var entry = entries[partition];
        lock (entry)
        {
            if (ReferenceEquals(entry.Names, names))
            {
                Volatile.Write(ref entry.IsAwake, false);
            }
        }
    }

    private static async ValueTask<TwinNames> Wait(
        Entry entry, long sequence, TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (entry)
            {
                entry.Waiters.Remove((sequence, waiter));
            }
        }

        return entry.Names!;
    }

    private sealed class Entry
    {
        public TwinNames? Names;
        public bool IsAwake;
        public long Folded = -1;

        public List<(long Sequence, TaskCompletionSource Waiter)> Waiters { get; } = [];

        public void Release()
        {
            foreach (var (sequence, waiter) in Waiters)
            {
                if (sequence <= Folded)
                {
                    waiter.TrySetResult();
                }
            }
        }
    }
}
