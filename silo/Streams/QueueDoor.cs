using System.Diagnostics.CodeAnalysis;
using CityActors.Silo.Streams.Relay;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// What the pulling agent of a queue takes for its cache. Bells need no keeping, and the relay bounds itself, so it is never under
/// pressure.
/// </summary>
internal sealed class QueueDoor(ChangeRelay relay) : IQueueCache
{
    /// <summary>Bells an agent takes at a time.</summary>
    private const int BellsMost = 1024;

    /// <inheritdoc/>
    public int GetMaxAddCount() => BellsMost;

    /// <inheritdoc/>
    public void AddToCache(IList<IBatchContainer> messages)
    {
        // A bell has rung when the agent got it.
    }

    /// <inheritdoc/>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        return false;
    }

    /// <inheritdoc/>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) => relay.Open(streamId, token);

    /// <inheritdoc/>
    public bool IsUnderPressure() => false;
}
