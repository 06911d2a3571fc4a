using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Map;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

public sealed class RegistrationTests
{
    private const string Station = "urn:ngsi-ld:AirQualityObserved:hoan-kiem";
    private const string Ward = "urn:ngsi-ld:AdministrativeArea:hang-trong";
    private readonly FoldedCity city = new();

    [Fact]
    public void Handles_are_given_in_the_order_of_the_log_and_never_again()
    {
        Assert.Equal(0, city.Register("urn:ngsi-ld:Device:a", "x", "y"));
        Assert.Equal(1, city.Register("urn:ngsi-ld:Device:b", "x"));
        city.Log(static writer => writer.Delete("urn:ngsi-ld:Device:a"));
        Assert.Equal(2, city.Register("urn:ngsi-ld:Device:a", "x"));

        Assert.Equal(3, city.Channel("urn:ngsi-ld:Device:a", "x"));
        Assert.Equal((2, 2, 3), (city.State.TwinCount, city.State.ChannelCount, city.State.TwinHandles));
        Assert.Equal("urn:ngsi-ld:Device:a", city.State.Names.Twin(0));
        Assert.Equal((0, "y", null), city.State.Names.Channel(1));
    }

    [Fact]
    public void Register_again_adds_what_is_new_and_says_nothing_when_nothing_is()
    {
        var first = Definition(("name", "\"Hoàn Kiếm\""));
        city.Log(writer => writer.Register(first));
        city.Listen();

        city.Log(writer => writer.Register(first));
        Assert.Empty(city.Kinds());

        var more = Definition(("owner", "\"UBND\"")) with { Channels = [new ChannelDefinition("pm25", "µg/m³")] };
        city.Log(writer => writer.Register(more));
        Assert.Equal([ChangeKind.Described, ChangeKind.ChannelNamed], city.Kinds());
        var live = Live();
        Assert.Equal(["\"Hoàn Kiếm\"", "\"UBND\""], live.Attributes.Values);
        Assert.Equal("µg/m³", live.Channel("pm25")!.Unit);
    }

    [Fact]
    public void Unit_that_was_not_known_or_was_wrong_is_mended_and_said()
    {
        city.Register(Station, "pm25", "no2");
        city.Listen();

        var definition = Definition() with { Channels = [new ChannelDefinition("pm25", "µg/m³")] };
        city.Log(writer => writer.Register(definition));

        Assert.Equal("µg/m³", city.Live(Station, "pm25")!.Unit);
        Assert.Contains(ChangeKind.ChannelNamed, city.Kinds());
    }

    [Fact]
    public void Describe_sets_and_removes_attributes_and_relations()
    {
        var definition = Definition(("name", "1"), ("owner", "2")) with { Relations = [Relation("a", "x"), Relation("b", "y")] };
        city.Log(writer => writer.Register(definition));
        city.Log(static writer => writer.Describe(
            Station,
            ImmutableSortedDictionary<string, string?>.Empty.Add("name", null).Add("level", "3"),
            [Relation("c", "z"), Relation("b", "y")], [Relation("a", "x")]));

        Assert.Equal([("level", "3"), ("owner", "2")], Live().Attributes.Select(static one => (one.Key, one.Value)));
        Assert.Equal(["b", "c"], Live().Relations.Select(static one => one.Name));
    }

    [Fact]
    public void Describe_and_delete_of_an_unknown_twin_change_nothing()
    {
        city.Log(static writer => writer.Describe(Station, ImmutableSortedDictionary<string, string?>.Empty.Add("name", "1"), [], []));
        city.Log(static writer => writer.Delete(Station));

        Assert.Empty(city.Kinds());
        Assert.Equal(1, city.State.Sequence);
    }

    [Fact]
    public void Location_binds_a_twin_to_the_smallest_zone_and_a_zone_that_changes_rebinds_it()
    {
        city.Log(static writer => writer.Register(Definition(("location", """{"type":"Point","coordinates":[105.85,21.03]}"""))));
        Assert.Equal((105.85, 21.03, null), (Live().Longitude, Live().Latitude, Live().Zone));
        city.Listen();

        city.Log(static writer => writer.Zone(Zone("urn:ngsi-ld:AdministrativeArea:ha-noi", 0, 105, 20, 106, 22)));
        city.Log(static writer => writer.Zone(Zone(Ward, 2, 105.8m, 21, 105.9m, 21.1m)));
        Assert.Equal(Ward, Live().Zone);

        city.Log(static writer => writer.Zone(Zone(Ward, 2, 105.0m, 21, 105.1m, 21.1m)));
        Assert.Equal("urn:ngsi-ld:AdministrativeArea:ha-noi", Live().Zone);
        Assert.Equal(3, city.Kinds().Count(static kind => kind == ChangeKind.Described));
        Assert.Equal(3, city.Kinds().Count(static kind => kind == ChangeKind.ZoneDefined));
    }

    [Fact]
    public void Zone_is_told_by_the_partition_of_its_id_alone()
    {
        var told = Enumerable.Range(0, 4).Count(partition =>
        {
            var changes = new ChangeWriter();
            var writer = new RecordWriter();
            writer.Zone(Zone(Ward, 1, 105, 21, 106, 22));
            new ShardFold(new ShardState(1, partition, 4)).Fold(
                new LogFrame
                {
                    Generation = 1, Partition = partition, FirstSequence = 0, Count = 1, ArrivedAtMs = 1, Tenant = "city", Actor = "city",
                    Records = writer.Written,
                },
                changes);
            return changes.Count == 1;
        });

        Assert.Equal(1, told);
    }

    [Fact]
    public void Twin_with_more_than_a_thousand_channels_is_refused_and_leaves_nothing_behind()
    {
        var hash = city.State.Hash();
        var definition = TwinDefinition.Bare(Station) with
        {
            Channels = [.. Enumerable.Range(0, 1001).Select(static i => new ChannelDefinition($"c{i}", null))],
        };
        var writer = new RecordWriter();
        writer.Register(definition);
        var frame = FoldedCity.Frame(0, FoldedCity.Start, "gateway", 1, writer.Written.ToArray());

        var poison = city.Fold.Fold(frame, new ChangeWriter()).Poison;

        Assert.Contains("1001 channels", poison!.Reason, StringComparison.Ordinal);
        Assert.False(poison.IsStateSpoiled);
        Assert.Equal(hash, city.State.Hash());
    }

    private TwinState Live() =>
        city.State.TryFind(Station, out var twin) ? city.State.Read(twin)! : throw new InvalidOperationException(Station);

    private static TwinDefinition Definition(params (string Name, string Json)[] attributes) => TwinDefinition.Bare(Station) with
    {
        Attributes = attributes.ToImmutableSortedDictionary(static one => one.Name, static one => one.Json, StringComparer.Ordinal),
    };

    private static TwinRelation Relation(string name, string local) => new(Station, name, $"urn:ngsi-ld:Device:{local}");

    private static Zone Zone(string id, int level, decimal west, decimal south, decimal east, decimal north) =>
        new(id, id, level, null, Ring.Polygon(Ring.Of(west, south, east, north)));
}
