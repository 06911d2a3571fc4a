using System.Threading.Channels;
using CityActors.Grains.Log;
using CityActors.Streams;

namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// Reads the change log for the subscribers who are behind. One stretch of one partition at a time: the one who has waited longest
/// says where, and everybody else whom it brings forward rides along, so that five hundred cells that resume together cost one
/// reading, and one who rewinds a day delays the others by a stretch, not by a day.
/// </summary>
internal sealed class CatchUp(ChangeRelay relay, ChangeSource source)
{
    /// <summary>Changes after which a stretch ends; about 10 ms of reading.</summary>
    private const int StretchChanges = 131_072;

    /// <summary>Changes that each subscriber may have waiting whatever their number.</summary>
    private const int ShareLeast = 64;

    private readonly Queue<CellCursor> waiting = new();
    private readonly FrameSorter sorter = new();
    private readonly Channel<bool> asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int sortedPartition = -1;

    /// <summary>A cursor is behind; under the gate.</summary>
    public void Ask(CellCursor cursor)
    {
        cursor.IsReading = true;
        waiting.Enqueue(cursor);
        asked.Writer.TryWrite(true);
    }

    /// <summary>Ends when somebody waits.</summary>
    public async Task UntilAsked(CancellationToken cancellationToken)
    {
        while (waiting.Count == 0)
        {
            await asked.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Reads one stretch for the one who has waited longest and those it helps too.</summary>
    public async Task ReadStretch(CancellationToken cancellationToken)
    {
        if (Board() is not { } stretch)
        {
            return;
        }

        var end = stretch.From;
        try
        {
            end = await Read(stretch, cancellationToken);
        }
        catch (LogTruncatedException gone)
        {
            lock (relay.Gate)
            {
                stretch.Rides[0].Cursor.Fail(Gone(stretch.Rides[0].Cursor, stretch.Partition, gone.Message));
            }
        }
        finally
        {
            Alight(stretch, end);
        }
    }

    private Stretch? Board()
    {
        lock (relay.Gate)
        {
            var partition = -1;
            CellCursor? leader = null;
            while (partition < 0 && waiting.TryDequeue(out leader))
            {
                partition = leader.IsClosed ? -1 : leader.Gap;
                leader.IsReading = partition >= 0;
                if (partition < 0)
                {
                    leader.Wake();
                }
            }

            if (partition < 0)
            {
                return null;
            }

            var from = leader!.Position[partition];
            if (ChangeMark.NextSequence(from) is var sequence && sequence < source.Log.Oldest(partition))
            {
                leader.IsReading = false;
                leader.Fail(Gone(leader, partition, $"record {sequence} was to follow, the oldest retained is "
                    + $"{source.Log.Oldest(partition)}."));
                return null;
            }

            var share = Math.Clamp(relay.Options.ReadBackChangesMax / (waiting.Count + 1), ShareLeast, 8192);
            var rides = new List<Ride> { new(leader, partition) };
            for (var others = waiting.Count; others > 0; others--)
            {
                var other = waiting.Dequeue();
                if (!other.IsClosed && other.Position[partition] >= from && other.Position[partition] < other.Window.Start[partition])
                {
                    rides.Add(new Ride(other, partition));
                }
                else
                {
                    waiting.Enqueue(other);
                }
            }

            return new Stretch(partition, from, share, rides);
        }
    }

    private async Task<long> Read(Stretch stretch, CancellationToken cancellationToken)
    {
        if (sortedPartition != stretch.Partition)
        {
            sorter.ForgetNames();
            sortedPartition = stretch.Partition;
        }

        var end = stretch.From;
        var changes = 0;
        var cells = stretch.Rides.ToLookup(ride => ride.Cursor.Window.Cell);
        await foreach (var frame in source.Log.Read(stretch.Partition, ChangeMark.NextSequence(end), cancellationToken))
        {
            var names = await source.NamesAt(stretch.Partition, frame.LastSequence, cancellationToken);
            var found = sorter.Sort(frame, names, stretch.From, cells.Contains);
            end = ChangeMark.After(frame.LastSequence);
            changes += frame.Count;
            lock (relay.Gate)
            {
                foreach (var (cell, told) in found)
                {
                    foreach (var ride in cells[cell])
                    {
                        if (!ride.IsFull)
                        {
                            ride.Feed(told, end, relay.Options.BatchChangesMax);
                            ride.FillTo(stretch.Share, end);
                        }
                    }
                }

                if (changes >= StretchChanges || !stretch.Rides.Exists(ride => ride.Needs(end)))
                {
                    break;
                }
            }
        }

        return end;
    }

    private void Alight(Stretch stretch, long end)
    {
        lock (relay.Gate)
        {
            foreach (var ride in stretch.Rides)
            {
                if (!ride.IsFull)
                {
                    ride.Reach(end);
                }

                // Whoever is full asks again when he has room; the others go on at once, after those who wait already.
                var cursor = ride.Cursor;
                cursor.IsReading = false;
                if (!ride.IsFull && !cursor.IsClosed && !cursor.HasFailed && cursor.Gap >= 0)
                {
                    Ask(cursor);
                }

                cursor.Wake();
            }
        }
    }

    private static ChangesGoneException Gone(CellCursor cursor, int partition, string what)
    {
        StreamMeters.Failed("gone");
        return new ChangesGoneException(
            $"Cell {cursor.Window.Cell}, partition {partition}: {what}");
    }

    private sealed record Stretch(int Partition, long From, int Share, List<Ride> Rides);
}
