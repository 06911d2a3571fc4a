using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>The derivations that the city comes with.</summary>
public sealed class SeedTests
{
    [Fact]
    public void Every_seed_reads_and_none_reckons_in_a_circle_with_the_others()
    {
        var seeds = Files("derivations").Concat(Files("kpis")).Select(static file =>
        {
            var derivation = DerivationReader.Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), out var problems);
            Assert.True(problems.IsEmpty, $"{Path.GetFileName(file)}: {string.Join("; ", problems)}");
            return derivation!;
        }).ToList();
        Assert.True(seeds.Count > 40);
        foreach (var seed in seeds)
        {
            Assert.True(DerivationGraph.Circle(seed, seeds) is null, $"{seed.Id}: {DerivationGraph.Circle(seed, seeds)}");
            Assert.False(string.IsNullOrEmpty(seed.Source), $"{seed.Id} does not say where its formulas come from.");
        }
    }

    [Fact]
    public void Tables_of_roads_read_and_know_road_segments()
    {
        foreach (var (id, column, value) in new[] { ("level-of-service", "a", 0.85), ("free-flow-speed", "speed", 50) })
        {
            var table = ReferenceTable.Read(File.ReadAllText(Files("tables").Single(file => Path.GetFileNameWithoutExtension(file) == id)));
            var now = new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
            Assert.Equal(value, table.Limit(table.FindKey("RoadSegment"), table.Column(column), now));
        }
    }

    private static string[] Files(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "../../../../../silo/Seeds", folder), "*.json");
}
