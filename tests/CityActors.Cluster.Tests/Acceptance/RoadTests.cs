using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Definitions;
using CityActors.Twins;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>Flow and speed of road segments, derived by the city from its loops, against the files.</summary>
public sealed class RoadTests
{
    private static readonly string Seeds = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../silo/Seeds"));

    [Fact]
    public async Task Segments_of_a_recording_have_the_flow_and_speed_that_its_loops_give()
    {
        using var folder = new DataFolder();
        await Check(Recording.Loops(folder, loops: 12, minutes: 20, seed: 7), RoadRecording.Detectors(folder, loops: 12, streets: 5));
    }

    [Fact]
    public async Task Segments_of_Bologna_have_the_flow_and_speed_that_its_loops_give() =>
        await Check(Recording.OfBologna("out/e1_60s.xml"), Recording.OfBologna("det60.add.xml"));

    private static async Task Check(string loops, string detectors)
    {
        using var data = new DataFolder();
        await using (var city = await CityReader.Open(data))
        {
            await Save<IReferenceTablesGrain>(city, "tables", "level-of-service");
            await Save<IReferenceTablesGrain>(city, "tables", "free-flow-speed");
            await Save<IDerivationsGrain>(city, "derivations", "road-loops");
        }

        await using (var silo = await SiloProcess.Start(data))
        {
            await SimulatorProcess.Replay(silo, "sumo-e1", loops, "--detectors", detectors);
            Assert.Equal(0, await silo.Stop());
        }

        var roads = RoadRecording.Roads(loops, detectors);
        await using var reader = await CityReader.Open(data);
        foreach (var (id, minutes) in roads)
        {
            await Waiting.For($"the last minute of {id}", async () => await IsOver(reader, id, minutes.Keys.Last()) ? "over" : null);
            await Same(reader, id, "intensity", minutes.Select(static one => (one.Key, one.Value.Flow)));
            await Same(
                reader, id, "averageVehicleSpeed",
                minutes.Where(static one => one.Value.Speed is not null).Select(static one => (one.Key, one.Value.Speed!.Value)));
        }
    }

    private static async Task Save<TGrain>(CityReader city, string folder, string id)
        where TGrain : IDefinitionsGrain
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Seeds, folder, id + ".json"));
        await city.Grains.GetGrain<TGrain>(0).Save(new DefinitionDraft(id, json, "acceptance", DefinitionDraft.AnyVersion))
            .Within($"the definition {id}");
    }

    private static async Task<bool> IsOver(CityReader city, string id, DateTimeOffset last)
    {
        var state = await city.Grains.GetGrain<IEntityGrain>(id).Read();
        return state?.Channel("loopShare") is { } share && share.ObservedAt >= last;
    }

    private static async Task<IEnumerable<(DateTimeOffset At, double Value)>> History(CityReader city, TwinState twin, string channel)
    {
        // A segment on which no vehicle passed all the time has no channel of speed in history.
        var series = await city.History(twin, channel, Recording.Epoch, Recording.Epoch.AddDays(1));
        return series.Select(static point => (point.At, point.Value.Number));
    }

    private static async Task Same(
        CityReader city, string id, string channel, IEnumerable<(DateTimeOffset At, double Value)> expected)
    {
        var all = expected.Select(Rounded).ToList();
        List<(DateTimeOffset At, double Value)> shown = [];
        try
        {
            // A window that closed between two channels of one message is revised a moment later.
            await Waiting.For($"{channel} of {id} as the file gives it", async () =>
            {
                shown = [.. (await History(city, await city.Twin(id), channel)).Select(Rounded)];
                return shown.SequenceEqual(all) ? "equal" : null;
            });
        }
        catch (TimeoutException)
        {
            Assert.Equal(all, shown);
        }
    }

    private static (DateTimeOffset At, double Value) Rounded((DateTimeOffset At, double Value) one) => (one.At, Math.Round(one.Value, 6));
}
