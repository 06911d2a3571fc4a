using CityActors.Silo.Streams.Relay;
using CityActors.Streams;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// The stream provider as Orleans sees it, on silos and clients: a queue adapter that only reads, receivers that are bells, and
/// caches that are doors to the relay. A client uses none of the latter.
/// </summary>
internal sealed class ChangeStreamFactory(Func<ChangeRelay?> findRelay, Func<IStreamFailureHandler> newFailures)
    : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly Lazy<ChangeRelay?> relay = new(findRelay);

    /// <inheritdoc/>
    public string Name => CityStreams.Provider;

    /// <inheritdoc/>
    public bool IsRewindable => true;

    /// <inheritdoc/>
    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    private ChangeRelay Relay => relay.Value
        ?? throw new InvalidOperationException($"The streams of '{Name}' are read in the silo; a client has no queues of its own.");

    /// <inheritdoc/>
    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    /// <inheritdoc/>
    public IQueueAdapterCache GetQueueAdapterCache() => this;

    /// <inheritdoc/>
    public IStreamQueueMapper GetStreamQueueMapper() => Relay.Mapper;

    /// <inheritdoc/>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => Task.FromResult(newFailures());

    /// <inheritdoc/>
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => Relay.Bells(queueId);

    /// <inheritdoc/>
    public IQueueCache CreateQueueCache(QueueId queueId) => new QueueDoor(Relay);

    /// <summary>Orleans refuses before it comes here, as the adapter only reads.</summary>
    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw new InvalidOperationException($"{streamId}: the streams of '{Name}' are written by the fold alone; send "
            + $"readings and commands instead.");
}
