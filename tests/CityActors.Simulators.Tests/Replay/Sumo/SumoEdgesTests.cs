using CityActors.Simulators.Replay.Sumo;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Replay.Sumo;

public sealed class SumoEdgesTests
{
    [Fact]
    public void Edges_become_readings_of_segments_at_the_end_of_their_interval()
    {
        using var file = new TextFile(
            """
            <meandata><interval begin="0.00" end="60.00" id="m">
              <edge id="104" sampledSeconds="89.93" traveltime="12.85" density="39.61" occupancy="9.01" waitingTime="55.00" speed="3.07"
                entered="8" left="3"/>
              <edge id="empty" sampledSeconds="0.00"/>
            </interval></meandata>
            """);
        var reading = Assert.Single(new SumoEdges(file.Path).Read());
        Assert.Equal(("urn:ngsi-ld:RoadSegment:104", 60_000L), (reading.Twin, reading.FileMs));
        Assert.Equal(
            [
                new("density", 39.61), new("occupancy", 0.0901), new("averageVehicleSpeed", 11.052), new("travelTime", 12.85),
                new("waitingTime", 55.0), new("entered", 8.0), new ChannelValue("left", 3.0),
            ],
            reading.Values);
    }

    [Fact]
    public void Wildcards_of_MQTT_in_names_are_encoded_in_readings_and_networks_alike()
    {
        using var edges = new TextFile("""<meandata><interval end="1"><edge id="189[1]+20000#1" speed="1"/></interval></meandata>""");
        using var net = new TextFile(
            """<net><edge id="189[1]+20000#1"><lane index="0" shape="1,1 2,2"/></edge></net>""");
        const string Id = "urn:ngsi-ld:RoadSegment:189[1]%2B20000%231";
        Assert.Equal(Id, Assert.Single(new SumoEdges(edges.Path).Read()).Twin);
        Assert.Equal(Id, Assert.Single(SumoNetwork.Load(net.Path).Segments).Id);
    }

    [Fact]
    public void Edges_of_Bologna_are_1_908() =>
        Assert.Equal(1_908, new SumoEdges(Given.File("traffic_sumo_acosta/out/edgedata_60s.xml")).Read().Count());
}
