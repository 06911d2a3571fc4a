using System.Collections.Immutable;
using CityActors.Silo.Streams.Relay;
using CityActors.Streams;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// The receiver of one queue: what the pulling agent hears. A cell has at most one bell at a time, so the queue is bounded by the
/// followed cells and nothing that rings is ever lost.
/// </summary>
internal sealed class QueueBells(ChangeRelay relay, QueueId queue) : IQueueAdapterReceiver
{
    /// <summary>How long an agent listens before it may look after other things.</summary>
    private static readonly TimeSpan ListenFor = TimeSpan.FromSeconds(1);

    private readonly Dictionary<CellWindow, ImmutableArray<long>> rung = [];
    private TaskCompletionSource? listener;

    /// <summary>Somebody is about to follow these cells: the ones known from before the start.</summary>
    public Task Initialize(TimeSpan timeout)
    {
        relay.ExpectKnown(queue);
        return Task.CompletedTask;
    }

    /// <summary>Rings; under the relay's gate. The place of the first of several rings counts.</summary>
    public void Ring(CellWindow window, ImmutableArray<long> marks)
    {
        if (rung.TryAdd(window, marks))
        {
            listener?.TrySetResult();
        }
    }

    /// <summary>The place just before what the agent has not heard of yet; under the relay's gate.</summary>
    public ImmutableArray<long>? Unheard(CellWindow window) => rung.TryGetValue(window, out var marks) ? marks : null;

    /// <summary>A cell is followed no more; under the relay's gate.</summary>
    public void Silence(CellWindow window) => rung.Remove(window);

    /// <inheritdoc/>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        var heard = new List<IBatchContainer>();
        TaskCompletionSource rings;
        lock (relay.Gate)
        {
            Hear(heard, maxCount);
            if (heard.Count > 0)
            {
                return heard;
            }

            rings = listener = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await using (relay.Time.CreateTimer(StopListening, rings, ListenFor, Timeout.InfiniteTimeSpan))
        await using (cancellationToken.Register(StopListening, rings))
        {
            await rings.Task;
        }

        lock (relay.Gate)
        {
            Hear(heard, maxCount);
        }

        return heard;
    }

    /// <inheritdoc/>
    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <inheritdoc/>
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task Shutdown(TimeSpan timeout)
    {
        lock (relay.Gate)
        {
            listener?.TrySetResult();
        }

        return Task.CompletedTask;
    }

    private static void StopListening(object? rings) => ((TaskCompletionSource)rings!).TrySetResult();

    private void Hear(List<IBatchContainer> heard, int most)
    {
        listener = null;
        relay.DropUnexpected();
        foreach (var (window, marks) in rung)
        {
            if (heard.Count == most)
            {
                break;
            }

            rung.Remove(window);
            heard.Add(new Bell(window.Stream, new ChangeToken(relay.Generation, marks)));
        }
    }
}
