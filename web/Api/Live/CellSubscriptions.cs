using System.Threading.Channels;
using CityActors.Streams;
using CityActors.Twins;
using Orleans.Streams;

namespace CityActors.Web.Api.Live;

/// <summary>A change, the cell in whose stream it came, and how far that stream is with it.</summary>
internal readonly record struct CellChange(long Cell, TwinChange Change, ChangeToken Token);

/// <summary>
/// Subscriptions to the streams of some map cells, joined into one queue. The queue is bounded: a full one holds the streams up, and one
/// that stays full ends the feed, because a subscriber that does not answer holds up others of its queue.
/// </summary>
internal sealed class CellSubscriptions : IAsyncDisposable
{
    private readonly Channel<CellChange> waiting;
    private readonly List<StreamSubscriptionHandle<TwinChange>> handles = [];
    private readonly LiveFeeds feeds;

    private CellSubscriptions(LiveFeeds feeds)
    {
        this.feeds = feeds;
        waiting = Channel.CreateBounded<CellChange>(new BoundedChannelOptions(feeds.Options.WaitingMax) { SingleReader = true });
    }

    /// <summary>Changes in the order they came; it ends with the fault of a stream.</summary>
    public ChannelReader<CellChange> Changes => waiting.Reader;

    /// <summary>Subscribes.</summary>
    public static async Task<CellSubscriptions> Open(IClusterClient client, IReadOnlyList<long> cells, CellProgress progress,
        LiveFeeds feeds)
    {
        var subscriptions = new CellSubscriptions(feeds);
        var provider = client.GetStreamProvider(CityStreams.Provider);
        try
        {
            await Task.WhenAll(cells.Select(async cell =>
            {
                var after = progress.Of(cell);
                var observer = CityStreams.Once(new Observer(subscriptions, cell), after);
                var handle = await provider.GetStream<TwinChange>(CityStreams.OfCell(cell)).SubscribeAsync(observer, after);
                lock (subscriptions.handles)
                {
                    subscriptions.handles.Add(handle);
                }
            }));
            return subscriptions;
        }
        catch
        {
            await subscriptions.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAll(handles.Select(static async handle =>
        {
            // A subscription that has faulted has ended already.
            await handle.UnsubscribeAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
    }

    private async Task Put(CellChange change)
    {
        if (waiting.Writer.TryWrite(change))
        {
            return;
        }

        try
        {
            await waiting.Writer.WriteAsync(change).AsTask().WaitAsync(feeds.Options.SlowAfter, feeds.Time);
        }
        catch (TimeoutException)
        {
            waiting.Writer.TryComplete(new SlowReaderException(feeds.Options.SlowAfter));
        }
        catch (ChannelClosedException)
        {
            // The feed has ended; its subscriptions end now.
        }
    }

    private sealed class Observer(CellSubscriptions subscriptions, long cell) : IAsyncObserver<TwinChange>
    {
        public Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null) =>
            subscriptions.Put(new CellChange(cell, item, (ChangeToken)token!));

        public Task OnErrorAsync(Exception ex)
        {
            subscriptions.waiting.Writer.TryComplete(ex);
            return Task.CompletedTask;
        }
    }
}

/// <summary>A reader of a feed did not keep up.</summary>
internal sealed class SlowReaderException(TimeSpan after) : Exception($"The reader did not keep up for {after.TotalSeconds:0} s.");
