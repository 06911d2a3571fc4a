using System.Collections.Immutable;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Twins;

/// <summary>What anybody can do with a twin through its door.</summary>
public sealed class TwinTests(TwinTests.Fixture fixture) : IClassFixture<TwinTests.Fixture>
{
    private const long Noon = 1_790_000_000_000;
    private readonly TestCity city = fixture.City;

    [Fact]
    public async Task Read_unknown_twin_returns_nothing() => Assert.Null(await city.Entity(TestCity.NewId("Sensor")).Read());

    [Fact]
    public async Task Read_after_describe_sees_what_was_said()
    {
        var id = TestCity.NewId("AirQualityObserved");
        var location = """{"type":"Point","coordinates":[105.852,21.028]}""";
        var position = await city.Entity(id).Describe(TestCity.Define(id, ("name", "\"Trạm Hồ Gươm\""), ("location", location)));

        var state = await city.Entity(id).Read(position);

        Assert.NotNull(state);
        Assert.Equal("\"Trạm Hồ Gươm\"", state.Attributes["name"]);
        Assert.Equal(105.852, state.Longitude!.Value, 6);
        Assert.True(state.Position.Sequence >= position.Sequence);
        Assert.Equal("AirQualityObserved", state.Type);
    }

    [Fact]
    public async Task Resolve_unknown_without_register_stays_unresolved()
    {
        var id = TestCity.NewId("Sensor");

        var address = (await city.ShardOf(id).Resolve([new ChannelName(id, "pm25", null)], register: false))[0];

        Assert.False(address.IsResolved);
        Assert.Null(await city.Entity(id).Read());
    }

    [Fact]
    public async Task Resolve_same_name_at_once_gives_one_handle()
    {
        var id = TestCity.NewId("Sensor");
        var shard = city.ShardOf(id);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => shard.Resolve([new ChannelName(id, "pm25", "ug/m3")], register: true)));

        Assert.True(answers[0][0].IsResolved);
        Assert.Single(answers.Select(static answer => answer[0]).Distinct());
        var state = await city.Entity(id).Read();
        Assert.Equal("ug/m3", Assert.Single(state!.Channels).Unit);
    }

    [Fact]
    public async Task Read_at_position_of_reading_sees_the_reading()
    {
        var id = TestCity.NewId("Sensor");
        var address = await city.Address(id, "level");

        var position = await city.Send(address, TwinValue.Of(4.5), Noon);
        var state = await city.Grains.GetGrain<ISensorGrain>(id).Read(position);

        Assert.Equal(4.5, state!.Channel("level")!.Value.Number);
        Assert.Equal(position, state.Channel("level")!.Position);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Noon), state.Channel("level")!.ObservedAt);
    }

    [Fact]
    public async Task Read_of_position_that_was_never_given_out_is_refused_with_both_positions()
    {
        var id = TestCity.NewId("Sensor");
        await city.Entity(id).Describe(TwinDefinition.Bare(id));
        var partition = TwinId.PartitionOf(id, TestCity.Partitions);

        var wrong = await Assert.ThrowsAsync<ArgumentException>(
            () => city.Entity(id).Read(new CityActors.Log.LogPosition(1, partition, 1_000_000)));

        Assert.Contains($"1.{partition}.1000000", wrong.Message);
    }

    [Fact]
    public async Task Read_many_keeps_the_order_and_leaves_gaps_for_unknown_ones()
    {
        var ids = Enumerable.Range(0, 200).Select(static _ => TestCity.NewId("Lamp"))
            .Where(static id => TwinId.PartitionOf(id, TestCity.Partitions) == 2).ToImmutableArray();
        var known = ids.Where(static (_, i) => i % 2 == 0).Select(TwinDefinition.Bare).ToImmutableArray();
        var position = await city.Shard(2).Describe(known);

        var states = await city.Shard(2).Read(ids, position.Sequence);

        Assert.Equal(ids.Length, states.Length);
        Assert.Equal(ids.Select(static (id, i) => i % 2 == 0 ? id : null), states.Select(static state => state?.Id));
    }

    [Fact]
    public async Task Relations_are_seen_from_both_ends()
    {
        var (building, meter) = (TestCity.NewId("Building"), TestCity.NewId("Meter"));
        await city.Entity(building).Describe(TwinDefinition.Bare(building));
        await city.Entity(meter).Describe(TwinDefinition.Bare(meter));
        await city.Entity(meter).Relate("refBuilding", building);
        await city.Pulse.Until(() => city.Registry.Entry(meter)?.Relations.Length == 1, "the relation in the registry");

        var (from, to) = (await city.Entity(meter).Relations(), await city.Entity(building).Relations());
        var installed = await city.Grains.GetGrain<IBuildingGrain>(building).Installed();

        Assert.Equal(new TwinRelation(meter, "refBuilding", building), Assert.Single(from.Outgoing));
        Assert.Equal(new TwinRelation(meter, "refBuilding", building), Assert.Single(to.Incoming));
        Assert.Equal(meter, Assert.Single(installed).Id);
        await city.Entity(meter).Unrelate("refBuilding", building);
        Assert.Empty((await city.Entity(meter).Relations()).Outgoing);
    }

    [Fact]
    public async Task Attributes_are_set_and_removed()
    {
        var id = TestCity.NewId("Camera");
        await city.Entity(id).Describe(TestCity.Define(id, ("streamURL", "\"rtsp://10.0.0.1/1\""), ("cameraOrientation", "-90")));
        var camera = city.Grains.GetGrain<ICameraGrain>(id);

        var before = await camera.View();
        await camera.SetAttributes(
            ImmutableSortedDictionary<string, string?>.Empty.Add("streamURL", null).Add("imageSnapshot", "\"http://10.0.0.1/1.jpg\""));
        var after = await camera.View();

        Assert.Equal(("rtsp://10.0.0.1/1", null, 270.0), (before.StreamUrl, before.SnapshotUrl, before.HeadingDegrees));
        Assert.Equal((null, "http://10.0.0.1/1.jpg", 270.0), (after.StreamUrl, after.SnapshotUrl, after.HeadingDegrees));
    }

    [Fact]
    public async Task Change_of_unknown_twin_says_which()
    {
        var id = TestCity.NewId("Sensor");

        var wrong = await Assert.ThrowsAsync<TwinNotFoundException>(() => city.Entity(id).Relate("refZone", id));

        Assert.Equal(id, wrong.Twin);
    }

    [Fact]
    public async Task Deleted_twin_is_gone_and_its_handle_never_comes_back()
    {
        var id = TestCity.NewId("Sensor");
        var first = await city.Address(id, "level");

        await city.Entity(id).Delete();
        await city.Entity(id).Delete();
        var gone = await city.Entity(id).Read();
        var second = await city.Address(id, "level");

        Assert.Null(gone);
        Assert.True(second.Handle > first.Handle);
    }

    [Theory]
    [InlineData("not-a-urn")]
    [InlineData("urn:ngsi-ld:Sensor:a b")]
    [InlineData("urn:ngsi-ld::x")]
    public async Task Door_with_a_key_that_is_no_id_says_so(string key)
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => city.Entity(key).Read());

        Assert.Contains(key, wrong.Message);
    }

    [Fact]
    public async Task Describe_with_broken_json_names_twin_and_attribute()
    {
        var id = TestCity.NewId("Sensor");

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => city.Entity(id).Describe(TestCity.Define(id, ("name", "{\"a\":"))));

        Assert.Contains(id, wrong.Message);
        Assert.Contains("name", wrong.Message);
    }

    [Fact]
    public async Task Describe_of_foreign_partition_is_refused()
    {
        var id = TestCity.NewId("Sensor");
        var other = (TwinId.PartitionOf(id, TestCity.Partitions) + 1) % TestCity.Partitions;

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => city.Shard(other).Describe([TwinDefinition.Bare(id)]));

        Assert.Contains($"belongs to partition {TwinId.PartitionOf(id, TestCity.Partitions)}", wrong.Message);
    }

    [Fact]
    public async Task Describe_of_more_than_a_log_entry_holds_goes_in_one_flush_of_several()
    {
        var json = $"\"{new string('x', 60_000)}\"";
        var ids = Enumerable.Range(0, 400).Select(static _ => TestCity.NewId("Big"))
            .Where(static id => TwinId.PartitionOf(id, TestCity.Partitions) == 1).Take(40).ToArray();

        var position = await city.Shard(1).Describe([.. ids.Select(id => TestCity.Define(id, ("text", json)))]);
        var states = await city.Shard(1).Read([.. ids], position.Sequence);

        Assert.All(states, static state => Assert.NotNull(state));
        Assert.All(city.Log.Frames(1), static frame => Assert.True(frame.Records.Length <= 1 << 20));
    }

    [Fact]
    public async Task Export_gives_every_twin_once_page_by_page()
    {
        var ids = Enumerable.Range(0, 100).Select(static _ => TestCity.NewId("Lamp"))
            .Where(static id => TwinId.PartitionOf(id, TestCity.Partitions) == 3).ToArray();
        await city.Shard(3).Describe([.. ids.Select(TwinDefinition.Bare)]);
        var seen = new List<string>();

        for (var from = 0; from >= 0;)
        {
            var page = await city.Shard(3).Export(from, 7);
            seen.AddRange(page.Twins.Select(static twin => twin.Id));
            from = page.NextHandle;
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), ids.ToHashSet());
    }

    /// <summary>One city for the class; every test makes twins of its own.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public TestCity City { get; } = new();

        public async ValueTask InitializeAsync() => await City.Start();

        public ValueTask DisposeAsync() => City.DisposeAsync();
    }
}
