using CityActors.Derivations;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Derivations;

/// <summary>From readings in several partitions to a reading of the road that they stand on.</summary>
public sealed class DerivationTests
{
    private const long Noon = 1_790_000_040_000;
    private const string Road = "urn:ngsi-ld:RoadSegment:trang-tien-1";
    private const int Loops = 8;

    private const string Json = """
        { "name": { "vi": "Lưu lượng" }, "by": { "kind": "relation", "name": "refRoadSegment" },
          "window": { "kind": "tumbling", "size": "PT1M" }, "staleAfter": "PT5M", "revisable": "PT1H", "minShare": 0.5,
          "channels": [
            { "name": "intensity", "unit": "veh/h", "formula": "sum(TrafficFlowObserved.intensity)" },
            { "name": "averageVehicleSpeed", "unit": "KMH",
              "formula": "mean(TrafficFlowObserved.averageVehicleSpeed, TrafficFlowObserved.intensity)" } ] }
        """;

    [Fact]
    public async Task Loops_of_several_partitions_make_one_reading_of_their_road_in_state_history_and_windows()
    {
        await using var city = await TestCity.Awake();
        await Define(city);
        await Report(city, Noon, static loop => loop + 1);
        await Report(city, Noon + 60_000, static _ => 1);
        await Tick(city, Noon + 61_000);

        var window = await Closed(city, Noon, Loops);

        Assert.Equal((Loops, Loops, 0), (window.Members, window.Contributing, window.Stale));
        Assert.Equal(36, window.Values[0].Value!.Value.Number);
        Assert.Equal(Enumerable.Range(1, Loops).Sum(static n => n * 10.0 * n) / 36, window.Values[1].Value!.Value.Number, 9);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Noon - 60_000), window.Start);
        var owner = TwinId.PartitionOf(Road, TestCity.Partitions);
        var state = (await city.Shard(owner).Read([Road], -1))[0]!;
        Assert.Equal("veh/h", state.Channel("intensity")!.Unit);
        await city.Pulse.Until(() => Values(city, owner).Contains((Noon, 36.0)), "the derived reading in history");
        Assert.Contains(city.ChangeLog.Frames(owner), static frame => Kinds(frame).Contains(ChangeKind.Derived));
    }

    [Fact]
    public async Task A_crash_and_partials_that_are_carried_again_change_nothing()
    {
        await using var city = await TestCity.Awake();
        await Define(city);
        await Report(city, Noon, static loop => loop + 1);
        await Tick(city, Noon + 1_000);
        var told = (await Closed(city, Noon, Loops)).Revision;

        await city.Kill();
        city.Snapshots.Clear();
        await city.Start();
        foreach (var partition in Enumerable.Range(0, TestCity.Partitions))
        {
            await CarryAgain(city, partition);
        }

        await Report(city, Noon + 60_000, static _ => 2);
        await Tick(city, Noon + 61_000);

        var window = await Closed(city, Noon + 60_000, Loops);
        Assert.Equal(16, window.Values[0].Value!.Value.Number);
        var before = (await Windows(city)).Single(static one => one.End == DateTimeOffset.FromUnixTimeMilliseconds(Noon));
        Assert.Equal((told, 36.0), (before.Revision, before.Values[0].Value!.Value.Number));
    }

    [Fact]
    public async Task A_backlog_makes_a_new_revision()
    {
        await using var city = await TestCity.Awake();
        await Define(city);
        await Report(city, Noon, static loop => loop + 1, without: 7);
        await Tick(city, Noon + 1_000);
        await Tick(city, Noon + 400_000);
        var first = await Closed(city, Noon, Loops - 1);
        Assert.Equal((28.0, 7), (first.Values[0].Value!.Value.Number, first.Contributing));

        await Send(city, 7, Noon, 8);
        await Tick(city, Noon + 410_000);

        var second = await Closed(city, Noon, Loops);
        Assert.Equal((36.0, 8), (second.Values[0].Value!.Value.Number, second.Contributing));
        Assert.Equal(first.Revision + 1, second.Revision);
    }

    private static async Task Define(TestCity city)
    {
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            await city.Append(partition, Noon - 100_000, static writer => writer.Define(DefinitionKind.Derivation, "roads", Json, "test"));
        }

        for (var loop = 0; loop < Loops; loop++)
        {
            var id = Id(loop);
            await city.Append(TwinId.PartitionOf(id, TestCity.Partitions), Noon - 95_000, writer => writer.Register(
                TwinDefinition.Bare(id) with
                {
                    Channels = [new ChannelDefinition("intensity", "veh/h"), new ChannelDefinition("averageVehicleSpeed", "KMH")],
                    Relations = [new TwinRelation(id, "refRoadSegment", Road)],
                }));
        }

        await Tick(city, Noon - 90_000);
    }

    private static async Task Report(TestCity city, long atMs, Func<int, double> intensity, int without = -1)
    {
        for (var loop = 0; loop < Loops; loop++)
        {
            if (loop != without)
            {
                await Send(city, loop, atMs, intensity(loop));
            }
        }
    }

    private static async Task Send(TestCity city, int loop, long atMs, double intensity)
    {
        await city.Send(await city.Address(Id(loop), "intensity"), TwinValue.Of(intensity), atMs);
        await city.Send(await city.Address(Id(loop), "averageVehicleSpeed"), TwinValue.Of(intensity * 10), atMs);
    }

    private static async Task Tick(TestCity city, long nowMs)
    {
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            await city.Append(partition, nowMs, writer => writer.Tick(nowMs));
        }
    }

    /// <summary>What was said is carried once more, as by one who has forgotten that he did.</summary>
    private static async Task CarryAgain(TestCity city, int partition)
    {
        foreach (var frame in city.ChangeLog.Frames(partition))
        {
            var records = new List<(int Owner, byte[] Record)>();
            for (var reader = new ChangeReader(frame.Changes.Span); reader.Next();)
            {
                if (reader.Kind == ChangeKind.Partial)
                {
                    var writer = new RecordWriter();
                    writer.Partial(partition, reader);
                    records.Add((PartialRecords.OwnerOf(reader, TestCity.Partitions), writer.Written.ToArray()));
                }
            }

            foreach (var (owner, record) in records)
            {
                await city.Append(owner, Noon + 2_000, writer => writer.Append(record, 1));
            }
        }
    }

    private static async Task<DerivedWindow> Closed(TestCity city, long endMs, int contributing)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(endMs);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var beat = city.Pulse.Next;
            var closed = (await Windows(city)).Where(one => one.IsFinal && one.End == end);
            if (closed.FirstOrDefault(one => one.Contributing == contributing) is { } window)
            {
                return window;
            }

            await beat.WaitAsync(limit.Token);
        }
    }

    private static async Task<IReadOnlyList<DerivedWindow>> Windows(TestCity city) => await city.ShardOf(Road).Derived([Road], 10, -1);

    private static IEnumerable<(long, double)> Values(TestCity city, int partition) => city.History.RowsOf(partition)
        .Where(static row => row.Value.Kind == ValueKind.Number).Select(static row => (row.ObservedAtMs, row.Value.Number));

    private static List<ChangeKind> Kinds(ChangeFrame frame)
    {
        var kinds = new List<ChangeKind>();
        for (var reader = new ChangeReader(frame.Changes.Span); reader.Next();)
        {
            kinds.Add(reader.Kind);
        }

        return kinds;
    }

    private static string Id(int loop) => $"urn:ngsi-ld:TrafficFlowObserved:loop-{loop}";
}
