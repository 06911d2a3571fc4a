using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Grains.Changes;
using CityActors.Map;
using CityActors.Silo.Streams.Relay;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Streams;

/// <summary>
/// A city whose log is a list of frames: folded by the real fold into a change log. What subscribers must see is worked out here by
/// the plain definition, from everything that was ever said.
/// </summary>
internal sealed class PaperCity(int partitions, IChangeLog log)
{
    private const long Start = 1_700_000_000_000;

    private readonly List<LogFrame>[] frames = [.. Enumerable.Range(0, partitions).Select(_ => new List<LogFrame>())];
    private readonly List<(int Partition, TwinChange Change, long? From)> told = [];
    private readonly HashSet<(int, long, int)> toldNames = [];
    private readonly RecordWriter records = new();
    private ChangeWriter changes = new();
    private ShardFold[] folds = NewFolds(partitions);
    private long now = Start;

    /// <summary>Where the streams read.</summary>
    public ChangeSource Source => new(log, 1, partitions, (partition, _, _) => new ValueTask<TwinNames>(folds[partition].State.Names));

    /// <summary>Partition of a twin.</summary>
    public int PartitionOf(string id) => TwinId.PartitionOf(id, partitions);

    /// <summary>The id of a test's twin.</summary>
    public static string Bus(int number) => $"urn:ngsi-ld:Vehicle:bus-{number}";

    /// <summary>The middle of a cell that is so many columns east and rows south of the first one.</summary>
    public static (double Longitude, double Latitude) PlaceIn(int column, int row) => (105.8 + (column * 0.022), 21.03 - (row * 0.0205));

    /// <summary>Its cell.</summary>
    public static long CellAt(int column, int row) =>
        PlaceIn(column, row) is var (longitude, latitude) ? MapCell.Of(longitude, latitude) : 0;

    /// <summary>Registers twins.</summary>
    public Task Register(params IEnumerable<string> ids) => Write(ids, (writer, id) => writer.Register(new TwinDefinition(
        id, [new("location", null), new("speed", "KMH")], ImmutableSortedDictionary<string, string>.Empty, [], null)));

    /// <summary>Twins are at places now.</summary>
    public Task Move(params IEnumerable<(string Id, double Longitude, double Latitude)> moves) => Write(
        moves, static move => move.Id, (writer, move) => writer.Reading(
            ChannelOf(move.Id, "location"), TwinValue.OfPosition(move.Longitude, move.Latitude), now, 0));

    /// <summary>Twins report a number.</summary>
    public Task Report(params IEnumerable<(string Id, double Value)> values) => Write(
        values,
        static value => value.Id,
        (writer, value) => writer.Reading(ChannelOf(value.Id, "speed"), TwinValue.Of(value.Value), now, 0));

    /// <summary>What the followers of a cell are told, in the order of each partition.</summary>
    public IReadOnlyList<TwinChange> Told(long cell, int fromIndex = 0)
    {
        lock (told)
        {
            return [.. told.Skip(fromIndex).Where(each => each.Change.Cell == cell || each.From == cell).Select(each => each.Change)];
        }
    }

    /// <summary>How much has been told.</summary>
    public int ToldCount
    {
        get
        {
            lock (told)
            {
                return told.Count;
            }
        }
    }

    /// <summary>
    /// The process died: states are folded anew from the log, cut into other frames; what the change log has is not said again.
    /// </summary>
    public async Task Replay(Random random)
    {
        folds = NewFolds(partitions);
        foreach (var frame in frames.SelectMany(each => each).ToList())
        {
            var sequence = frame.FirstSequence;
            var walk = new List<(int Count, byte[] Bytes)>();
            Split(frame, log.Watermark(frame.Partition), random, walk);
            foreach (var (count, bytes) in walk)
            {
                await Fold(new LogFrame
                {
                    Generation = 1, Partition = frame.Partition, FirstSequence = sequence, Count = count, ArrivedAtMs = frame.ArrivedAtMs,
                    Tenant = frame.Tenant, Actor = frame.Actor, Records = bytes,
                });
                sequence += count;
            }
        }
    }

    // Cut anywhere, but always where the change log ends: what it has is not said again, and the rest begins there.
    private static void Split(LogFrame frame, long watermark, Random random, List<(int Count, byte[] Bytes)> pieces)
    {
        var reader = new RecordReader(frame.Records.Span);
        var bytes = new List<byte>();
        var count = 0;
        var sequence = frame.FirstSequence;
        while (reader.Next())
        {
            bytes.AddRange(reader.Record);
            count++;
            if (sequence++ == watermark || random.Next(3) == 0)
            {
                pieces.Add((count, [.. bytes]));
                bytes.Clear();
                count = 0;
            }
        }

        if (count > 0)
        {
            pieces.Add((count, [.. bytes]));
        }
    }

    private Task Write(IEnumerable<string> ids, Action<RecordWriter, string> write) => Write(ids, static id => id, write);

    private async Task Write<T>(IEnumerable<T> items, Func<T, string> idOf, Action<RecordWriter, T> write)
    {
        now += 1000;
        foreach (var group in items.GroupBy(item => PartitionOf(idOf(item))))
        {
            records.Clear();
            foreach (var item in group)
            {
                write(records, item);
            }

            var frame = new LogFrame
            {
                Generation = 1, Partition = group.Key, FirstSequence = folds[group.Key].State.Sequence + 1, Count = records.Count,
                ArrivedAtMs = now, Tenant = "test", Actor = "test", Records = records.Written.ToArray(),
            };
            frames[group.Key].Add(frame);
            await Fold(frame);
        }
    }

    private async Task Fold(LogFrame frame)
    {
        changes = new ChangeWriter(); // it numbers the changes of a record, and records of two partitions may have one sequence
        Assert.Null(folds[frame.Partition].Fold(frame, changes).Poison);
        Tell(frame);
        await log.Append(frame.Partition, frame.FirstSequence, frame.LastSequence, changes.Count, changes.Written);
    }

    private void Tell(LogFrame frame)
    {
        var reader = new ChangeReader(changes.Written.Span);
        var names = folds[frame.Partition].State.Names;
        lock (told)
        {
            while (reader.Next())
            {
                if (TwinChanges.IsTold(reader.Kind, out var kind) && toldNames.Add((frame.Partition, reader.Sequence, reader.Index)))
                {
                    var channel = kind == TwinChangeKind.Channel ? names.Channel(reader.Channel).Name : "";
                    var change = TwinChanges.Tell(
                        reader,
                        new ChangeFrame
                        {
                            Generation = 1,
                            Partition = frame.Partition,
                            FirstSequence = 0,
                            LastSequence = 0,
                            Count = 0,
                            Changes = default,
                        },
                        kind, names.Twin(reader.Twin), channel, CellOf(reader.Place));
                    told.Add((frame.Partition, change, kind == TwinChangeKind.Registered ? null : CellOf(reader.PreviousPlace)));
                }
            }
        }
    }

    private static long CellOf(long packed) =>
        packed == ChangeWriter.NoPlace ? MapCell.Nowhere : MapCell.Of(Place.Of(packed).Longitude, Place.Of(packed).Latitude);

    private int ChannelOf(string id, string channel)
    {
        var state = folds[PartitionOf(id)].State;
        Assert.True(state.TryFind(id, out var twin), $"{id} is not registered.");
        return state.FindChannel(twin, channel);
    }

    private static ShardFold[] NewFolds(int partitions) =>
        [.. Enumerable.Range(0, partitions).Select(partition => new ShardFold(new ShardState(1, partition, partitions)))];
}
