using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Kpis.Seeds;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>What the packaged derivation makes of a road segment that edge data speak of.</summary>
public sealed class EdgeDataTests
{
    private const string Road = "urn:ngsi-ld:RoadSegment:1";
    private const long Start = PartitionedCity.Start / 60_000 * 60_000;

    [Theory]
    [InlineData(45.0, "A", 0.1)]
    [InlineData(20.0, "E", 0.6)]
    [InlineData(5.0, "F", 0.9)]
    public void Level_of_service_and_congestion_follow_from_speed_beside_free_flow(double speed, string level, double congestion)
    {
        var city = City();
        foreach (var second in new[] { 30, 90 })
        {
            city.Read(
                Road, Start + (second * 1_000), ("averageVehicleSpeed", TwinValue.Of(speed)), ("density", TwinValue.Of(30.0)));
        }

        city.Settle();

        Assert.Equal(level, city.Twin(Road)!.Channel("levelOfServiceByEdge")!.Value.Text);
        Assert.Equal(congestion, city.Twin(Road)!.Channel("congestionIndexByEdge")!.Value.Number, 9);
    }

    [Fact]
    public void A_segment_that_only_loops_speak_of_has_no_level_by_edge_data()
    {
        var city = City();
        city.Read(Road, Start + 30_000, "averageVehicleSpeed", 20);
        city.Read(Road, Start + 90_000, "averageVehicleSpeed", 20);

        city.Settle();

        Assert.Equal(ValueKind.None, city.Twin(Road)!.Channel("levelOfServiceByEdge")?.Value.Kind ?? ValueKind.None);
    }

    private static PartitionedCity City()
    {
        var city = new PartitionedCity(2);
        foreach (var table in new[] { "level-of-service", "free-flow-speed" })
        {
            city.Define(table, SeedFiles.Read("tables", table), DefinitionKind.ReferenceTable);
        }

        city.Define("road-edges", SeedFiles.Read("derivations", "road-edges"));
        city.Log(Road, writer => writer.Register(TwinDefinition.Bare(Road) with
        {
            Channels = [new ChannelDefinition("averageVehicleSpeed", "KMH"), new ChannelDefinition("density", "veh/km")],
            Attributes = TwinPicture.NoAttributes.Add("maximumAllowedSpeed", "50"),
        }));
        city.NowMs = Start + 100_000;
        return city;
    }
}
