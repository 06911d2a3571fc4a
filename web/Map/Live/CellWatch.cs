using System.Collections.Immutable;
using CityActors.Streams;
using CityActors.Twins;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Web.Map.Live;

/// <summary>One subscription to the stream of one cell, for all open maps that show the cell.</summary>
internal sealed class CellWatch(long cell, IClusterClient client) : IAsyncObserver<TwinChange>
{
    // Adding and removing listeners take turns, so that the subscription is there exactly while somebody listens.
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableArray<ICellListener> listeners = [];
    private StreamSubscriptionHandle<TwinChange>? handle;

    /// <summary>How many follow or are about to; kept by the hub.</summary>
    public int Users { get; set; }

    /// <summary>Adds a listener; when this returns, it hears every change from now on. Idempotent.</summary>
    public async Task Add(ICellListener listener)
    {
        await turn.WaitAsync();
        try
        {
            handle ??= await client.GetStreamProvider(CityStreams.Provider)
                .GetStream<TwinChange>(CityStreams.OfCell(cell))
                .SubscribeAsync(CityStreams.Once(this));
            if (!listeners.Contains(listener))
            {
                listeners = listeners.Add(listener);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Removes a listener; the last one ends the subscription. Idempotent.</summary>
    public async Task Remove(ICellListener listener)
    {
        await turn.WaitAsync();
        try
        {
            listeners = listeners.Remove(listener);
            if (listeners.IsEmpty && handle is { } ended)
            {
                handle = null;
                await ended.UnsubscribeAsync();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null)
    {
        foreach (var listener in listeners)
        {
            listener.Hear(item);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        // The subscription is over. Whoever followed reads anew and follows again, which subscribes again.
        handle = null;
        var lost = listeners;
        listeners = [];
        foreach (var listener in lost)
        {
            listener.Lose();
        }

        return Task.CompletedTask;
    }
}
