using CityActors.Simulators.Replay;
using CityActors.Simulators.Replay.Sumo;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Replay.Sumo;

public sealed class SumoFloatingCarsTests
{
    private const string Network = """
        <net>
          <location netOffset="-683542.41,-4928877.56" projParameter="+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/>
          <edge id="1"><lane id="1_0" index="0" speed="13.89" length="1000" shape="0,0 700,700"/></edge>
        </net>
        """;

    [Fact]
    public void Vehicles_have_place_speed_and_heading_at_each_step()
    {
        var readings = Read(
            """
            <fcd-export>
              <timestep time="0.00"><vehicle id="bus 7" x="11.327482" y="44.490448" angle="353.90" speed="10.00" lane="131_0"/></timestep>
              <timestep time="0.50"><vehicle id="bus 7" x="11.327450" y="44.490742" angle="353.90" speed="-1"/></timestep>
            </fcd-export>
            """);
        Assert.Equal([0, 500], readings.Select(static reading => reading.FileMs));
        Assert.All(readings, static reading => Assert.Equal("urn:ngsi-ld:Vehicle:bus%207", reading.Twin));
        Assert.Equal(
            [new("location", TwinValue.OfPosition(11.327482, 44.490448)), new("speed", 36.0), new("heading", 353.9)], readings[0].Values);
        Assert.DoesNotContain(readings[1].Values, static value => value.Channel == "speed");
    }

    [Fact]
    public void Metres_become_degrees_by_the_network()
    {
        using var net = new TextFile(Network);
        var reading = Assert.Single(Read(
            """<fcd-export><timestep time="0"><vehicle id="a" x="500" y="500"/></timestep></fcd-export>""", SumoNetwork.Load(net.Path)));
        var place = reading.Values[0].Value;
        Assert.Equal(11.316, place.Longitude, 0.01);
        Assert.Equal(44.492, place.Latitude, 0.01);
    }

    [Fact]
    public void Metres_without_a_network_are_told()
    {
        var failure = Assert.Throws<RecordingBrokenException>(() => Read(
            """<fcd-export><timestep time="0"><vehicle id="a" x="500" y="500"/></timestep></fcd-export>"""));
        Assert.Contains("--network", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vehicle_without_a_place_is_left_out()
    {
        using var file = new TextFile("""<fcd-export><timestep time="0"><vehicle id="a" x="1"/></timestep></fcd-export>""");
        var cars = new SumoFloatingCars(file.Path, null);
        Assert.Empty(cars.Read());
        Assert.Equal(1, cars.LeftOut);
    }

    [Fact]
    public void Cars_of_Bologna_are_83_666_positions()
    {
        var places = new SumoFloatingCars(Given.File("traffic_sumo_acosta/out/fcd_5s.xml.gz"), null).Read().ToList();
        Assert.Equal(83_666, places.Count);
        Assert.All(places, static reading => Assert.InRange(reading.Values[0].Value.Longitude, 11.2, 11.5));
    }

    private static List<RecordedReading> Read(string text, SumoNetwork? network = null)
    {
        using var file = new TextFile(text);
        return [.. new SumoFloatingCars(file.Path, network).Read()];
    }
}
