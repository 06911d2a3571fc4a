using CityActors.Log;

namespace CityActors.Grains.Twins.Shards;

/// <summary>Calls that wait until a sequence is folded. Bounded; used by one shard on its own scheduler.</summary>
internal sealed class ShardWaiters(int generation, int partition, ShardOptions options, TimeProvider time)
{
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private long reached = -1;

    /// <summary>Newest sequence that is folded and whose changes are in the change log.</summary>
    public long Reached => reached;

    /// <summary>Ends when <paramref name="sequence"/> is reached.</summary>
    /// <exception cref="TimeoutException">It was not reached in time; names both positions.</exception>
    /// <exception cref="CityActors.Twins.ShardNotReadyException">Too many wait already, or the shard failed meanwhile.</exception>
    public async ValueTask Until(long sequence)
    {
        if (sequence <= reached)
        {
            return;
        }

        if (waiting.Count >= options.WaitersMax)
        {
            throw new CityActors.Twins.ShardNotReadyException(partition, $"{options.WaitersMax} calls wait for it already.");
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(waiter, sequence);
        try
        {
            await waiter.Task.WaitAsync(options.FoldWait, time);
        }
        catch (TimeoutException)
        {
            waiting.Remove(waiter, out _, out _);
            throw new TimeoutException(
                $"Waited {options.FoldWait.TotalSeconds:0.#} s for {At(sequence)}; the shard stands at {At(reached)}.");
        }
    }

    /// <summary>A sequence is reached (or, after a restart of the shard, where it stands).</summary>
    public void Release(long sequence)
    {
        reached = sequence;
        while (waiting.TryPeek(out var waiter, out var wanted) && wanted <= sequence)
        {
            waiting.Dequeue();
            waiter.TrySetResult();
        }
    }

    /// <summary>Nobody will be served any more.</summary>
    public void Fail(Exception reason)
    {
        while (waiting.TryDequeue(out var waiter, out _))
        {
            waiter.TrySetException(reason);
        }
    }

    private LogPosition At(long sequence) => new(generation, partition, sequence);
}
