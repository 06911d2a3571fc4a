using System.Collections.Concurrent;
using CityActors.Streams;
using CityActors.Twins;
using Orleans.Streams;

namespace CityActors.Edge.Tests.Streams;

/// <summary>A grain that follows a map cell for as long as the city stands, and keeps what it saw where restarts do not reach.</summary>
[Alias("test.ICellKeeperGrain")]
public interface ICellKeeperGrain : IGrainWithIntegerKey
{
    /// <summary>Follows the cell that is its key. Idempotent.</summary>
    [Alias("Follow")]
    Task Follow();

    /// <summary>Follows it no more.</summary>
    [Alias("Leave")]
    Task Leave();
}

/// <summary>What grains have dealt with, and the token up to which they have.</summary>
internal sealed class CellNotebook
{
    private readonly ConcurrentDictionary<long, ChangeToken> tokens = [];

    /// <summary>Everything that came.</summary>
    public Witness Witness { get; } = new();

    /// <summary>Activations that found their subscription.</summary>
    public int Resumed;

    /// <summary>Where a grain goes on; null when it has dealt with nothing yet.</summary>
    public ChangeToken? TokenOf(long cell) => tokens.GetValueOrDefault(cell);

    /// <summary>A grain has dealt with a change.</summary>
    public async Task Keep(long cell, TwinChange change, StreamSequenceToken? token)
    {
        await Witness.OnNextAsync(change, token);
        tokens[cell] = (ChangeToken)token!;
    }
}

/// <inheritdoc/>
internal sealed class CellKeeperGrain(CellNotebook notebook) : Grain, ICellKeeperGrain, IAsyncObserver<TwinChange>
{
    private long Cell => this.GetPrimaryKeyLong();

    private IAsyncStream<TwinChange> Stream =>
        this.GetStreamProvider(CityStreams.Provider).GetStream<TwinChange>(CityStreams.OfCell(Cell));

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
        {
            var token = notebook.TokenOf(Cell);
            await handle.ResumeAsync(CityStreams.Once(this, token), token);
            Interlocked.Increment(ref notebook.Resumed);
        }
    }

    /// <inheritdoc/>
    public async Task Follow()
    {
        if ((await Stream.GetAllSubscriptionHandles()).Count == 0)
        {
            await Stream.SubscribeAsync(CityStreams.Once(this));
        }
    }

    /// <inheritdoc/>
    public async Task Leave()
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    /// <inheritdoc/>
    public Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null) => notebook.Keep(Cell, item, token);

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => notebook.Witness.OnErrorAsync(ex);
}
