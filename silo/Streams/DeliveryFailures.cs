using CityActors.Silo.Streams.Relay;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// Counts and logs what could not be delivered, for one queue. A subscription whose subscriber fails is not given up: its cursor gives
/// the same changes again, so a subscriber that is down for an hour goes on where it was. One that asks for what nobody can give any
/// more is ended: to go on elsewhere would be a gap that nobody decided on.
/// </summary>
internal sealed partial class DeliveryFailures(ILogger<DeliveryFailures> logger) : IStreamFailureHandler
{
    /// <summary>Whether the failure that was told last ends its subscription; the agent asks in the same turn.</summary>
    public bool ShouldFaultSubsriptionOnError { get; private set; }

    /// <inheritdoc/>
    public Task OnDeliveryFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        // There is no batch to speak of when the cursor itself failed.
        ShouldFaultSubsriptionOnError = sequenceToken is null;
        if (sequenceToken is null)
        {
            LogEnded(streamIdentity, subscriptionId.Guid);
        }
        else
        {
            StreamMeters.Failed("delivery");
            LogNotDelivered(streamIdentity, subscriptionId.Guid, sequenceToken);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnSubscriptionFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        ShouldFaultSubsriptionOnError = false;
        StreamMeters.Failed("subscription");
        LogNotSubscribed(streamIdentity, subscriptionId.Guid, sequenceToken);
        return Task.CompletedTask;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Stream}: subscription {Subscription} did not take what follows up to {Token}; it is given again.")]
    private partial void LogNotDelivered(StreamId stream, Guid subscription, StreamSequenceToken? token);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Stream}: subscription {Subscription} has ended; what it asked for is gone, as it was told.")]
    private partial void LogEnded(StreamId stream, Guid subscription);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stream}: subscription {Subscription} could not begin after {Token}.")]
    private partial void LogNotSubscribed(StreamId stream, Guid subscription, StreamSequenceToken? token);
}
