using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Cluster.Tests.Acceptance;

public sealed class TenKillsTests
{
    // Packaged definitions would derive more twins while the hash is taken.
    private const string WithoutSeeds = "--City:Seeds=false";
    private const int Kills = 10;
    private const int Seed = 20261125;

    [Fact]
    public async Task Recording_replayed_over_ten_kills_leaves_what_it_leaves_undisturbed()
    {
        using var folder = new DataFolder();
        await Check(Recording.Loops(folder, loops: 40, minutes: 60, seed: 2), speed: 90);
    }

    [Fact]
    public async Task Loops_of_Bologna_replayed_over_ten_kills_leave_what_they_leave_undisturbed() =>
        await Check(Recording.OfBologna("out/e1_60s.xml"), speed: 20);

    private static async Task Check(string file, int speed)
    {
        using var calm = new DataFolder();
        string expected;
        await using (var silo = await SiloProcess.Start(calm, WithoutSeeds))
        {
            await SimulatorProcess.Replay(silo, "sumo-e1", file);
            expected = await SimulatorProcess.Hash(silo);
            await silo.Stop();
        }

        using var shaken = new DataFolder();
        Assert.Equal(expected, await ReplayOverKills(shaken, file, speed));
        Assert.Equal(await Streams(calm), await Streams(shaken));
    }

    private static async Task<string> ReplayOverKills(DataFolder data, string file, int speed)
    {
        var random = new Random(Seed);
        var silo = await SiloProcess.Start(data, WithoutSeeds);
        try
        {
            var replay = SimulatorProcess.Replay(silo, "sumo-e1", file, "--speed", $"{speed}", "--patience", "120");
            for (var kill = 1; kill <= Kills; kill++)
            {
                // Ticks are folded too, so this comes whatever the replay does: moments differ, the seed says by how much.
                var at = await silo.Folded() + random.Next(30, 400);
                await Waiting.For($"record {at} before kill {kill} (seed {Seed})", async () => await silo.Folded() >= at ? "folded" : null);
                await silo.Kill();
                await silo.DisposeAsync();
                silo = await SiloProcess.StartAgain(data, silo, WithoutSeeds);
            }

            await replay;
            var hash = await SimulatorProcess.Hash(silo);
            await silo.Kill();
            return hash;
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    /// <summary>What subscribers hear of every twin, from the beginning.</summary>
    private static async Task<string> Streams(DataFolder data)
    {
        await using var city = await CityReader.Open(data);
        return string.Join('\n', (await city.ChangesOfUnplaced())
            .Where(static change => change is { Kind: TwinChangeKind.Channel, Quality: Quality.Good })
            .GroupBy(static change => (change.Twin, change.Channel))
            .OrderBy(static channel => channel.Key)
            .Select(static channel => $"{channel.Key}: "
                + string.Join(' ', channel.Select(static change => $"{change.ObservedAt:O}={change.Value}"))));
    }
}
