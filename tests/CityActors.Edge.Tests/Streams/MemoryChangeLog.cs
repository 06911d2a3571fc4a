using System.Runtime.CompilerServices;
using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;

namespace CityActors.Edge.Tests.Streams;

/// <summary>A change log in memory that can lose its unflushed end and drop its beginning, as the real one may.</summary>
internal sealed class MemoryChangeLog(int partitions) : IChangeLog
{
    private readonly List<ChangeFrame>[] frames = [.. Enumerable.Range(0, partitions).Select(_ => new List<ChangeFrame>())];
    private readonly long[] oldest = new long[partitions];
    private readonly int[] durable = new int[partitions];
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long RetainedBytes => 0;

    public long Watermark(int partition)
    {
        lock (frames)
        {
            return frames[partition].Count == 0 ? -1 : frames[partition][^1].LastSequence;
        }
    }

    public long Durable(int partition) => Watermark(partition);

    public ValueTask Append(
        int partition, long firstSequence, long lastSequence, int count, ReadOnlyMemory<byte> changes,
        CancellationToken cancellationToken = default)
    {
        TaskCompletionSource tell;
        lock (frames)
        {
            var watermark = Watermark(partition);
            if (lastSequence <= watermark)
            {
                return ValueTask.CompletedTask;
            }

            Assert.Equal(watermark + 1, firstSequence);
            frames[partition].Add(new ChangeFrame
            {
                Generation = 1, Partition = partition, FirstSequence = firstSequence, LastSequence = lastSequence, Count = count,
                Changes = changes.ToArray(),
            });
            tell = added;
            added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        tell.SetResult();
        return ValueTask.CompletedTask;
    }

    public Task Flush(CancellationToken cancellationToken = default)
    {
        lock (frames)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                durable[partition] = frames[partition].Count;
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ChangeFrame> Read(
        int partition, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = -1; ;)
        {
            ChangeFrame? frame = null;
            Task more;
            lock (frames)
            {
                if (fromSequence < oldest[partition])
                {
                    throw new LogTruncatedException(partition, fromSequence, oldest[partition]);
                }

                var list = frames[partition];
                if (next < 0)
                {
                    next = list.FindIndex(each => each.LastSequence >= fromSequence) is var found && found < 0 ? list.Count : found;
                }

                if (next < list.Count)
                {
                    frame = list[next++];
                    fromSequence = frame.LastSequence + 1;
                }

                more = added.Task;
            }

            if (frame is not null)
            {
                yield return frame;
            }
            else
            {
                await more.WaitAsync(cancellationToken);
            }
        }
    }

    public long Oldest(int partition) => Volatile.Read(ref oldest[partition]);

    public void SetFloor(string follower, int partition, long sequence)
    {
    }

    /// <summary>What was not flushed is gone.</summary>
    public void Crash()
    {
        lock (frames)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                frames[partition].RemoveRange(durable[partition], frames[partition].Count - durable[partition]);
            }
        }
    }

    /// <summary>Drops what lies before a sequence; frames stay in the list, as positions in it are remembered.</summary>
    public void DropBefore(int partition, long sequence) => Volatile.Write(ref oldest[partition], sequence);
}
