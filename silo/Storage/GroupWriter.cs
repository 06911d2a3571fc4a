using System.Threading.Channels;

namespace CityActors.Silo.Storage;

/// <summary>
/// The one writer of a store: what waits is written as one group, so that many callers share one flush. The queue is bounded:
/// a caller waits at its door when it is full.
/// </summary>
internal sealed class GroupWriter<TJob> : IAsyncDisposable
    where TJob : GroupJob
{
    private readonly string name;
    private readonly int groupWeightMax;
    private readonly Func<IReadOnlyList<TJob>, Task> write;
    private readonly Channel<TJob> queue;
    private readonly Task loop;

    /// <summary>Starts the writer.</summary>
    /// <param name="name">Whose writer it is, for errors.</param>
    /// <param name="waitingMax">Jobs that may wait.</param>
    /// <param name="groupWeightMax">Sum of weights at which a group is closed.</param>
    /// <param name="write">Writes a group; jobs that it does not fail itself are complete when it ends, and fail when it throws.</param>
    public GroupWriter(string name, int waitingMax, int groupWeightMax, Func<IReadOnlyList<TJob>, Task> write)
    {
        this.name = name;
        this.groupWeightMax = groupWeightMax;
        this.write = write;
        queue = Channel.CreateBounded<TJob>(new BoundedChannelOptions(waitingMax) { SingleReader = true });
        loop = Task.Run(Run); // away from the scheduler of whoever builds the store: a grain must not own its writer
    }

    /// <summary>Queues a job and returns when it is durable.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task Add(TJob job, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(job, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(name);
        }

        await job.Done;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task Run()
    {
        var group = new List<TJob>();
        while (await queue.Reader.WaitToReadAsync())
        {
            for (var weight = 0; weight < groupWeightMax && queue.Reader.TryRead(out var job);)
            {
                if (job.TryStart())
                {
                    group.Add(job);
                    weight += job.Weight;
                }
            }

            await Write(group);
            group.Clear();
        }
    }

    private async Task Write(List<TJob> group)
    {
        try
        {
            if (group.Count > 0)
            {
                await write(group);
                group.ForEach(static job => job.Complete());
            }
        }
        catch (Exception cause)
        {
            // Top of the loop: the failure belongs to those who wait; the next group is tried afresh.
            foreach (var job in group)
            {
                job.Fail(cause);
            }
        }
    }
}
