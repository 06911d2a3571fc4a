using CityActors.Silo.Streams.Relay;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// Counts and logs what could not be delivered. A subscription is not given up: its cursor gives the same changes again, so a
/// subscriber that is down for an hour goes on where it was.
/// </summary>
internal sealed partial class DeliveryFailures(ILogger<DeliveryFailures> logger) : IStreamFailureHandler
{
    /// <inheritdoc/>
    public bool ShouldFaultSubsriptionOnError => false;

    /// <inheritdoc/>
    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        StreamMeters.Failed("delivery");
        LogNotDelivered(streamIdentity, subscriptionId.Guid, sequenceToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        StreamMeters.Failed("subscription");
        LogNotSubscribed(streamIdentity, subscriptionId.Guid, sequenceToken);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stream}: subscription {Subscription} did not take what follows up to {Token}; it is given again.")]
    private partial void LogNotDelivered(StreamId stream, Guid subscription, StreamSequenceToken? token);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stream}: subscription {Subscription} could not begin after {Token}.")]
    private partial void LogNotSubscribed(StreamId stream, Guid subscription, StreamSequenceToken? token);
}
