using System.Runtime.CompilerServices;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Log;
using CityActors.Map;
using CityActors.Streams;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// Subscriptions to the changes of single twins: each reads the change log from its own position, so a slow one costs nobody else
/// anything. Bounded in number; runs on the shard's scheduler.
/// </summary>
internal sealed class ShardChanges(ShardPorts ports, int partition)
{
    private const int KnownMax = 10_000;
    private int subscriptions;

    /// <summary>Changes of one twin after a position; the twin need not exist yet.</summary>
    public async IAsyncEnumerable<TwinChange> Follow(
        ShardRun run, string id, LogPosition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (subscriptions >= ports.Options.SubscriptionsMax)
        {
            throw new ShardNotReadyException(partition, $"{subscriptions} subscriptions follow its twins already; "
                + $"follow map cells instead.");
        }

        subscriptions++;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Ended);
            var known = new Dictionary<int, bool>();
            var from = (after?.Sequence ?? run.State.Sequence) + 1;
            await using var frames = new Feed<ChangeFrame>(stop => ports.Changes.Read(partition, from, stop), either.Token);
            var found = new List<TwinChange>();
            while (await Next(run, frames, cancellationToken))
            {
                found.Clear();
                Find(run.State.Names, frames.Current, id, from, known, found);
                foreach (var change in found)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            subscriptions--;
        }
    }

    private async ValueTask<bool> Next(ShardRun run, Feed<ChangeFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            if (!await frames.Next())
            {
                return false;
            }

            // The change log may be ahead of a shard that was started again: names come with the fold.
            await run.Waiters.Until(frames.Current.LastSequence);
            return true;
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
        TwinNames names, ChangeFrame frame, string id, long from, Dictionary<int, bool> known, List<TwinChange> found)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence < from || reader.Twin < 0 || KindOf(reader.Kind) is not { } kind)
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

                known[reader.Twin] = mine = names.Twin(reader.Twin) == id;
            }

            if (mine)
            {
                found.Add(Tell(names, frame, reader, kind, id));
            }
        }
    }

    private static TwinChange Tell(TwinNames names, ChangeFrame frame, ChangeReader reader, TwinChangeKind kind, string id)
    {
        var isPlaced = reader.Place != ChangeWriter.NoPlace;
        var place = new TwinValue(ValueKind.Position, reader.Place, null);
        var (longitude, latitude) = isPlaced ? (place.Longitude, place.Latitude) : (double.NaN, double.NaN);
        var isReading = kind == TwinChangeKind.Channel;
        return new TwinChange(
            new LogPosition(frame.Generation, frame.Partition, reader.Sequence),
            reader.Index,
            kind,
            id,
            isReading ? names.Channel(reader.Channel).Name : "",
            isReading ? reader.Value : default,
            reader.Quality,
            Moment.Of(reader.ObservedAtMs),
            Moment.Of(reader.ArrivedAtMs),
            MapCell.Of(longitude, latitude),
            longitude,
            latitude);
    }

    private static TwinChangeKind? KindOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Reading => TwinChangeKind.Channel,
        ChangeKind.Registered => TwinChangeKind.Registered,
        ChangeKind.Described => TwinChangeKind.Described,
        ChangeKind.Expired => TwinChangeKind.Expired,
        ChangeKind.Revived => TwinChangeKind.Revived,
        ChangeKind.Deleted => TwinChangeKind.Deleted,
        _ => null,
    };
}
