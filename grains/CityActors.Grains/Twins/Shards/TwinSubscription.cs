using System.Threading.Channels;
using CityActors.Grains.Loops;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// One subscriber of one twin: how far he has come, and a bounded queue of what he has not taken yet. Used on the shard's scheduler
/// only. Whatever lies up to <see cref="Reached"/> was given or waits in the queue.
/// </summary>
internal sealed class TwinSubscription(string twin, (long Sequence, int Index) reached, int most)
{
    /// <summary>Index that stands for all changes of a record.</summary>
    public const int All = int.MaxValue;

    private Channel<TwinChange> waiting = NewQueue(most);

    /// <summary>URN of the twin; it need not exist.</summary>
    public string Twin => twin;

    /// <summary>The newest change that he was given, or a record whose changes he was all given.</summary>
    public (long Sequence, int Index) Reached { get; private set; } = reached;

    /// <summary>The first record that may still have changes for him.</summary>
    public long NextSequence => Reached.Index == All ? Reached.Sequence + 1 : Reached.Sequence;

    /// <summary>What waits for him; it ends when he has fallen behind.</summary>
    public ChannelReader<TwinChange> Waiting => waiting.Reader;

    /// <summary>He was given everything that the records up to this one caused.</summary>
    public void Reach(long sequence) => Reached = Later(Reached, (sequence, All));

    /// <summary>Whether he has not had this change.</summary>
    public bool Needs(long sequence, int index) => (sequence, index).CompareTo(Reached) > 0;

    /// <summary>He is up to date: his queue is open.</summary>
    public void Open() => waiting = NewQueue(most);

    /// <summary>A change for his queue.</summary>
    /// <returns>False when it does not fit: the queue has ended, and he must read from the log what came after it.</returns>
    public bool Offer(in TwinChange change)
    {
        var place = (change.Position.Sequence, change.Index);
        if (!Needs(place.Sequence, place.Index))
        {
            return true;
        }

        if (!waiting.Writer.TryWrite(change))
        {
            waiting.Writer.Complete();
            CityMeters.SubscribersBehind.Add(1);
            return false;
        }

        Reached = place;
        return true;
    }

    private static (long, int) Later((long, int) one, (long, int) other) => one.CompareTo(other) > 0 ? one : other;

    private static Channel<TwinChange> NewQueue(int most) =>
        Channel.CreateBounded<TwinChange>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
}
