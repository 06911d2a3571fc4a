using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// The one reader for all who follow single twins of a shard: every slice of changes passes it once, as soon as the change log has it,
/// and each change goes by the handle of its twin into the queues of those who follow that twin. Whoever is slow has a full queue, and
/// nobody waits for him. Used on the shard's scheduler only.
/// </summary>
internal sealed class ShardTail(ShardState state)
{
    private readonly Dictionary<string, Topic> topics = [];
    private readonly Dictionary<int, Topic> handles = [];
    private bool asksNames;

    /// <summary>Newest record whose changes have passed.</summary>
    public long Passed { get; private set; } = state.Sequence;

    /// <summary>Follows a twin from where the subscriber stands, if everything that he still needs is yet to pass.</summary>
    /// <returns>False when he must read the change log first.</returns>
    public bool TryJoin(TwinSubscription subscription)
    {
        if (subscription.NextSequence <= Passed)
        {
            return false;
        }

        if (!topics.TryGetValue(subscription.Twin, out var topic))
        {
            topics[subscription.Twin] = topic = new Topic(subscription.Twin);
            if (state.TryFind(subscription.Twin, out var handle))
            {
                Bind(handle, topic);
            }

            // Folded but not passed: the twin may have been deleted, and made again, in between. Its old handle has only its name left.
            asksNames |= state.Sequence > Passed;
        }

        subscription.Open();
        topic.Subscriptions.Add(subscription);
        return true;
    }

    /// <summary>Nothing more is put into the subscriber's queue.</summary>
    public void Leave(TwinSubscription subscription)
    {
        if (topics.TryGetValue(subscription.Twin, out var topic))
        {
            topic.Subscriptions.Remove(subscription);
            DropIfLeft(topic);
        }
    }

    /// <summary>The changes of the next records pass.</summary>
    public void Pass(ChangeFrame frame)
    {
        if (topics.Count > 0)
        {
            Tell(frame);
        }

        asksNames = false;
        Passed = frame.LastSequence;
    }

    private void Tell(ChangeFrame frame)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (TwinChanges.IsTold(reader.Kind, out var kind) && TopicOf(reader.Twin, kind) is { } topic)
            {
                topic.Offer(TwinChanges.Tell(reader, frame, kind, topic.Twin, state.Names));
                if (kind == TwinChangeKind.Deleted)
                {
                    handles.Remove(reader.Twin); // nothing is told of a handle after that
                    topic.Handles.Remove(reader.Twin);
                }

                DropIfLeft(topic);
            }
        }
    }

    private Topic? TopicOf(int handle, TwinChangeKind kind)
    {
        if (!handles.TryGetValue(handle, out var topic)
            && (asksNames || kind == TwinChangeKind.Registered)
            && topics.TryGetValue(state.Names.Twin(handle), out topic))
        {
            Bind(handle, topic);
        }

        return topic;
    }

    private void Bind(int handle, Topic topic)
    {
        handles[handle] = topic;
        topic.Handles.Add(handle);
    }

    private void DropIfLeft(Topic topic)
    {
        if (topic.Subscriptions.Count == 0 && topics.Remove(topic.Twin))
        {
            topic.Handles.ForEach(handle => handles.Remove(handle));
        }
    }

    /// <summary>A followed twin: its handles (a new one each time it is made again) and who follows it.</summary>
    private sealed record Topic(string Twin)
    {
        public List<int> Handles { get; } = [];

        public List<TwinSubscription> Subscriptions { get; } = [];

        public void Offer(TwinChange change) => Subscriptions.RemoveAll(each => !each.Offer(change));
    }
}
