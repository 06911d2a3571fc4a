using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Cluster.Tests.Acceptance;

public sealed class LoopTests
{
    // Packaged definitions would derive more twins while the hash is taken.
    private const string WithoutSeeds = "--City:Seeds=false";

    [Fact]
    public async Task Loops_of_a_recording_stand_at_its_last_interval_and_history_holds_each_value_once()
    {
        using var folder = new DataFolder();
        await Check(Recording.Loops(folder, loops: 12, minutes: 20, seed: 1));
    }

    [Fact]
    public async Task Loops_of_Bologna_stand_at_the_last_interval_and_history_holds_each_value_once() =>
        await Check(Recording.OfBologna("out/e1_60s.xml"));

    private static async Task Check(string file)
    {
        using var data = new DataFolder();
        await using (var silo = await SiloProcess.Start(data, WithoutSeeds))
        {
            await SimulatorProcess.Replay(silo, "sumo-e1", file);
            var once = await SimulatorProcess.Hash(silo);
            await SimulatorProcess.Replay(silo, "sumo-e1", file);
            Assert.Equal(once, await SimulatorProcess.Hash(silo));
            Assert.Equal(0, await silo.Stop());
        }

        var said = Recording.LoopsSaid(file);
        await using var city = await CityReader.Open(data);
        foreach (var ((id, channel), values) in said)
        {
            var twin = await city.Twin(id);
            var history = await city.History(twin, channel, Recording.Epoch, Recording.Epoch.AddDays(1));
            Same(values, history.Select(static point => (point.At, point.Value.Number)));
            Same(values.TakeLast(1), [(twin.Channel(channel)!.ObservedAt, twin.Channel(channel)!.Value.Number)]);
        }

        // The second replay told subscribers nothing.
        var told = (await city.ChangesOfUnplaced())
            .Count(static change => change is { Kind: TwinChangeKind.Channel, Quality: Quality.Good });
        Assert.Equal(said.Values.Sum(static values => values.Count), told);
    }

    private static void Same(
        IEnumerable<(DateTimeOffset At, double Value)> expected, IEnumerable<(DateTimeOffset At, double Value)> actual) =>
        Assert.Equal(expected.Select(Rounded), actual.Select(Rounded));

    private static (DateTimeOffset At, double Value) Rounded((DateTimeOffset At, double Value) one) => (one.At, Math.Round(one.Value, 9));
}
