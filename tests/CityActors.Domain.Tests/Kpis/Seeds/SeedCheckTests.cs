using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Kpis;
using CityActors.Kpis;

namespace CityActors.Domain.Tests.Kpis.Seeds;

/// <summary>Every KPI that a new city begins with is whole and right.</summary>
public sealed class SeedCheckTests
{
    private static readonly string[] Sectors =
        ["traffic", "environment", "water", "energy", "lighting", "parking", "security", "public-services", "platform"];

    public static TheoryData<string> Derivations => [.. Ids("kpis").Concat(Ids("derivations"))];

    public static TheoryData<string> Kpis => [.. Ids("kpis")];

    [Theory]
    [MemberData(nameof(Derivations))]
    public void Each_passes_the_check_of_a_save(string file)
    {
        var (kind, id) = (file.Split('/')[0], file.Split('/')[1]);

        var derivation = DerivationReader.Read(id, SeedFiles.Read(kind, id), out var problems);

        Assert.Empty(problems);
        Assert.NotNull(derivation);
        Assert.NotNull(derivation.Source);
        Assert.NotNull(derivation.NameEn);
    }

    [Fact]
    public void None_reads_by_whatever_detour_what_it_says()
    {
        var all = SeedFiles.Of("kpis").Concat(SeedFiles.Of("derivations"))
            .Select(static seed => DerivationReader.Read(seed.Id, seed.Json, out _)!).ToList();

        Assert.All(all, each => Assert.Null(DerivationGraph.Circle(each, all)));
    }

    [Theory]
    [MemberData(nameof(Kpis))]
    public void Each_says_everything_that_people_ask_of_a_KPI(string file)
    {
        var kpi = Read(file.Split('/')[1]);

        Assert.NotEqual(kpi.NameVi, kpi.NameEn);
        Assert.NotEmpty(kpi.Unit);
        Assert.NotEmpty(kpi.Owner);
        Assert.NotEmpty(kpi.Sdg);
        Assert.NotEmpty(kpi.Esg);
        Assert.NotEmpty(kpi.Sources);
        Assert.True(new KpiBands(kpi.Direction, kpi.Good, kpi.Warning, kpi.Target).AreInOrder);
        Assert.True(kpi.By == "city" || !kpi.ZoneLevels.IsEmpty);
    }

    [Fact]
    public void There_are_at_least_forty_over_all_sectors_pillars_and_kinds_of_windows()
    {
        var kpis = SeedFiles.Of("kpis").Select(static seed => Read(seed.Id)).ToList();

        Assert.True(kpis.Count >= 40, $"{kpis.Count} KPIs");
        Assert.Equal(Sectors.Order(), kpis.Select(static kpi => kpi.Sector).Distinct().Order());
        Assert.Equal(
            ["economy", "governance", "quality-of-life", "resources"], kpis.Select(static kpi => kpi.Pillar).Distinct().Order());
        Assert.All(
            ["tumbling", "sliding", "calendar"],
            kind => Assert.Contains(kpis, kpi => kpi.Window.Contains($"\"{kind}\"", StringComparison.Ordinal)));
    }

    private static KpiDefinition Read(string id) => KpiDefinitionText.Read(
        new DefinitionPicture(DefinitionKind.Derivation, id, 1, SeedFiles.Read("kpis", id), "test", 0, "seed"))!;

    private static IEnumerable<string> Ids(string kind) => SeedFiles.Of(kind).Select(seed => $"{kind}/{seed.Id}");
}
