using System.Globalization;
using System.IO.Compression;
using System.Xml;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Twins;

namespace CityActors.Cluster.Tests.Acceptance;

public sealed class VehicleTests
{
    [Fact]
    public async Task Floating_cars_of_Bologna_appear_move_are_matched_and_expire()
    {
        var file = Recording.OfBologna("out/fcd_5s.xml.gz");
        var network = Recording.OfBologna("acosta_buslanes.net.xml");
        var last = LastPlaces(file);
        using var data = new DataFolder();
        await using (var silo = await SiloProcess.Start(data))
        {
            await SimulatorProcess.Replay(silo, "sumo-fcd", file, "--network", network, "--no-check");
            Assert.Equal(0, await silo.Stop());
        }

        await using var city = await CityReader.Open(data);
        var matched = 0;
        foreach (var (id, (longitude, latitude, at)) in last)
        {
            var twin = await city.Twin(id);
            Assert.Equal(at, twin.Channel("location")!.ObservedAt);
            Assert.Equal(longitude, twin.Longitude!.Value, 1e-6);
            Assert.Equal(latitude, twin.Latitude!.Value, 1e-6);
            matched += twin.RoadSegment is null ? 0 : 1;
        }

        Assert.InRange(matched, last.Count * 9 / 10, last.Count);
        await Waiting.For(
            "the expiry of every car, 60 s after its last place", async () => await AnyAlive(city, last.Keys) ? null : "expired");
    }

    private static async Task<bool> AnyAlive(CityReader city, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            if (await city.Grains.GetGrain<IEntityGrain>(id).Read() is { Expired: false })
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, (double Longitude, double Latitude, DateTimeOffset At)> LastPlaces(string file)
    {
        var places = new Dictionary<string, (double Longitude, double Latitude, DateTimeOffset At)>(StringComparer.Ordinal);
        using var unpacked = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var xml = XmlReader.Create(unpacked);
        var at = Recording.Epoch;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, Name: "timestep" })
            {
                at = Recording.Epoch.AddSeconds(double.Parse(xml.GetAttribute("time")!, CultureInfo.InvariantCulture));
            }
            else if (xml is { NodeType: XmlNodeType.Element, Name: "vehicle" })
            {
                places[$"urn:ngsi-ld:Vehicle:{xml.GetAttribute("id")}"] = (Number(xml, "x"), Number(xml, "y"), at);
            }
        }

        return places;
    }

    private static double Number(XmlReader xml, string name) => double.Parse(xml.GetAttribute(name)!, CultureInfo.InvariantCulture);
}
