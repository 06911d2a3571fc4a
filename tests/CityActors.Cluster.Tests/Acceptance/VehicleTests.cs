using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Twins;

namespace CityActors.Cluster.Tests.Acceptance;

public sealed class VehicleTests
{
    [Fact]
    public async Task Floating_cars_of_a_recording_appear_move_are_matched_and_expire()
    {
        using var folder = new DataFolder();
        var (file, network, streets) = CarRecording.Write(folder, cars: 24, steps: 15, seed: 3);
        await Check(file, network, (id, twin) => Assert.Equal(streets[id], twin.RoadSegment), matchedMin: streets.Count);
    }

    [Fact]
    public async Task Floating_cars_of_Bologna_appear_move_are_matched_and_expire()
    {
        var (file, network) = (Recording.OfBologna("out/fcd_5s.xml.gz"), Recording.OfBologna("acosta_buslanes.net.xml"));
        await Check(file, network, static (_, _) => { }, matchedMin: CarRecording.Places(file).Count * 9 / 10);
    }

    private static async Task Check(string file, string network, Action<string, TwinState> checkTwin, int matchedMin)
    {
        var said = CarRecording.Places(file);
        using var data = new DataFolder();
        await using (var silo = await SiloProcess.Start(data))
        {
            await SimulatorProcess.Replay(silo, "sumo-fcd", file, "--network", network, "--no-check");
            Assert.Equal(0, await silo.Stop());
        }

        await using var city = await CityReader.Open(data);
        var matched = 0;
        foreach (var (id, places) in said)
        {
            var twin = await city.Twin(id);
            var (longitude, latitude, at) = places[^1];
            Assert.Equal(at, twin.Channel("location")!.ObservedAt);
            Assert.Equal(longitude, twin.Longitude!.Value, 1e-6);
            Assert.Equal(latitude, twin.Latitude!.Value, 1e-6);
            checkTwin(id, twin);
            matched += twin.RoadSegment is null ? 0 : 1;
        }

        Assert.InRange(matched, matchedMin, said.Count);
        foreach (var (id, places) in said.Take(20))
        {
            var way = await city.History(await city.Twin(id), "location", Recording.Epoch, Recording.Epoch.AddDays(1));
            Assert.Equal(places.Select(static place => place.At), way.Select(static point => point.At));
        }

        await Waiting.For(
            "the expiry of every car, 60 s after its last place", async () => await AnyAlive(city, said.Keys) ? null : "expired");
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
}
