using System.Runtime.CompilerServices;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Log;
using CityActors.Streams;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// Subscriptions to the changes of single twins. Whoever is up to date takes his from the queue that the shard's one
/// <see cref="ShardTail"/> fills; whoever starts in the past, or has fallen behind, reads the change log at his own pace until he has
/// met it. Bounded in number; runs on the shard's scheduler.
/// </summary>
internal sealed class ShardChanges(ShardPorts ports, int partition)
{
    private const int KnownMax = 10_000;
    private int subscriptions;

    /// <summary>Changes of one twin after a change; the twin need not exist yet.</summary>
    public async IAsyncEnumerable<TwinChange> Follow(
        ShardRun run, string id, LogPosition? after, int? afterIndex, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (subscriptions >= ports.Options.SubscriptionsMax)
        {
            throw new ShardNotReadyException(partition, $"{subscriptions} subscriptions follow its twins already; "
                + $"follow map cells instead.");
        }

        var reached = (after?.Sequence ?? run.State.Sequence, afterIndex ?? TwinSubscription.All);
        var subscription = new TwinSubscription(id, reached, ports.Options.SubscriptionChangesMax);
        subscriptions++;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Ended);
            while (true)
            {
                await foreach (var change in CatchUp(run, subscription, either.Token, cancellationToken))
                {
                    yield return change;
                }

                while (await Told(subscription.Waiting.WaitToReadAsync(either.Token), cancellationToken))
                {
                    while (subscription.Waiting.TryRead(out var change))
                    {
                        yield return change;
                    }
                }
            }
        }
        finally
        {
            run.Tail.Leave(subscription);
            subscriptions--;
        }
    }

    /// <summary>What the log has for a subscriber; ends when the rest will come into his queue.</summary>
    private async IAsyncEnumerable<TwinChange> CatchUp(
        ShardRun run, TwinSubscription subscription, [EnumeratorCancellation] CancellationToken either, CancellationToken cancellationToken)
    {
        if (run.Tail.TryJoin(subscription))
        {
            yield break;
        }

        var known = new Dictionary<int, bool>();
        var found = new List<TwinChange>();
        await using var frames = new Feed<ChangeFrame>(
            stop => ports.Changes.Read(partition, subscription.NextSequence, stop), either);
        do
        {
            if (!await Told(NextFrame(run, frames), cancellationToken))
            {
                throw new InvalidOperationException($"The change log of partition {partition} ended; it never should.");
            }

            found.Clear();
            Find(run.State.Names, frames.Current, subscription, known, found);
            foreach (var change in found)
            {
                yield return change;
            }

            subscription.Reach(frames.Current.LastSequence);
        }
        while (!run.Tail.TryJoin(subscription));
    }

    private static async ValueTask<bool> NextFrame(ShardRun run, Feed<ChangeFrame> frames)
    {
        var isThere = await frames.Next();
        if (isThere)
        {
            // The change log may be ahead of a shard that was started again: names come with the fold.
            await run.Waiters.Until(frames.Current.LastSequence);
        }

        return isThere;
    }

    private async ValueTask<bool> Told(ValueTask<bool> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ShardNotReadyException(partition, "it starts again; go on after the last change that was dealt with.");
        }
        catch (LogTruncatedException gone)
        {
            throw new ChangesGoneException(gone.Message);
        }
    }

    private static void Find(
        TwinNames names, ChangeFrame frame, TwinSubscription subscription, Dictionary<int, bool> known, List<TwinChange> found)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (!subscription.Needs(reader.Sequence, reader.Index) || !TwinChanges.IsTold(reader.Kind, out var kind))
            {
                continue;
            }

            // A name costs a string, so it is asked for once a handle: what a handle is called never changes.
            if (!known.TryGetValue(reader.Twin, out var mine))
            {
                if (known.Count >= KnownMax)
                {
                    known.Clear();
                }

                known[reader.Twin] = mine = names.Twin(reader.Twin) == subscription.Twin;
            }

            if (mine)
            {
                found.Add(TwinChanges.Tell(reader, frame, kind, subscription.Twin, names));
            }
        }
    }
}
