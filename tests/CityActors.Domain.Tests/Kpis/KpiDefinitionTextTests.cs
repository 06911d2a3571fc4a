using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Kpis;
using CityActors.Kpis;

namespace CityActors.Domain.Tests.Kpis;

public sealed class KpiDefinitionTextTests
{
    private const string Whole =
        """
        { "name": {"vi": "Tốc độ trung bình", "en": "Mean speed"}, "by": {"kind": "zone", "levels": [0, 1]},
          "window": {"kind": "sliding", "size": "PT1H", "step": "PT15M"}, "enabled": true, "source": "HCM 2010",
          "channels": [ {"name": "value", "formula": "sum(Loop.intensity) / members"} ],
          "kpi": { "unit": "KMH", "pillar": "quality-of-life", "sector": "traffic", "owner": "Sở Xây dựng", "target": 40,
                   "direction": "atMost", "bands": {"good": 25, "warning": 40.5}, "sdg": ["11.2"], "esg": ["S", "E"], "decimals": 2 } }
        """;

    [Fact]
    public void Everything_that_people_are_told_is_read()
    {
        var kpi = KpiDefinitionText.Read(Picture(Whole))!;

        Assert.Equal(("speed", 3, "Tốc độ trung bình", "Mean speed"), (kpi.Id, kpi.Version, kpi.NameVi, kpi.NameEn));
        Assert.Equal(("KMH", "sum(Loop.intensity) / members", "zone"), (kpi.Unit, kpi.Formula, kpi.By));
        Assert.Equal([0, 1], kpi.ZoneLevels);
        Assert.Contains("PT15M", kpi.Window, StringComparison.Ordinal);
        Assert.Equal(("quality-of-life", "traffic", "Sở Xây dựng"), (kpi.Pillar, kpi.Sector, kpi.Owner));
        Assert.Equal((40, KpiDirection.AtMost, 25, 40.5), (kpi.Target!.Value, kpi.Direction, kpi.Good!.Value, kpi.Warning!.Value));
        Assert.Equal(["11.2"], kpi.Sdg);
        Assert.Equal(["S", "E"], kpi.Esg);
        Assert.Equal([new KpiSource("Loop", "intensity")], kpi.Sources);
        Assert.Empty(kpi.Tables);
        Assert.Equal((2, "HCM 2010", true), (kpi.Decimals, kpi.Source, kpi.IsEnabled));
        Assert.Equal(("lan", "new target", 1_000), (kpi.Actor, kpi.Why, kpi.At.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void What_is_not_said_is_left_empty()
    {
        var kpi = KpiDefinitionText.Read(Picture(
            """{ "name": {"vi": "Tên"}, "channels": [ {"name": "value", "formula": "1"} ], "kpi": {} }"""))!;

        Assert.Equal(("Tên", "1", "", 1, true), (kpi.NameEn, kpi.Formula, kpi.Unit, kpi.Decimals, kpi.IsEnabled));
        Assert.Equal((null, null, null, null), (kpi.Target, kpi.Good, kpi.Warning, kpi.Source));
        Assert.Empty(kpi.ZoneLevels);
    }

    [Theory]
    [InlineData(DefinitionKind.Derivation, """{ "name": {"vi": "Đường"} }""")] // derives a road, no KPI
    [InlineData(DefinitionKind.Derivation, null)]
    [InlineData(DefinitionKind.Rule, Whole)]
    public void What_defines_no_KPI_is_none(DefinitionKind kind, string? json) =>
        Assert.Null(KpiDefinitionText.Read(Picture(json) with { Kind = kind }));

    [Theory]
    [InlineData("sum(Loop.intensity) / count(Loop)", "Loop. Loop.intensity")]
    [InlineData("mean(Loop.speed, Loop.intensity) * members", "Loop.intensity Loop.speed")]
    [InlineData("count(Streetlight.powerState where powerState = 'On.Off') + total", "Streetlight.powerState")]
    [InlineData("round(interpolate('vn-aqi', 'pm25', mean(AirQualityObserved.pm25)))", "AirQualityObserved.pm25")]
    [InlineData("share * 100", "")]
    [InlineData("count(Streetlight) - count(members)", "Streetlight.")]
    [InlineData("no formula (", "")]
    [InlineData("@Capacity - sum(OffStreetParking.occupiedSpotNumber)", "OffStreetParking.occupiedSpotNumber")]
    public void Sources_of_a_formula_are_its_types_and_channels(string formula, string sources) => Assert.Equal(
        sources, string.Join(' ', KpiFormula.Sources(formula).Select(static source => $"{source.Type}.{source.Channel}")));

    [Fact]
    public void Tables_of_a_formula_are_those_it_looks_into() => Assert.Equal(
        ["flood-level", "vn-aqi"],
        KpiFormula.Tables("interpolate('vn-aqi', 'pm25', x) + limit( 'flood-level', 'bd1')", "interpolate('vn-aqi', 'o3', y)"));

    private static DefinitionPicture Picture(string? json) =>
        new(DefinitionKind.Derivation, "speed", 3, json, "lan", 1_000, "new target");
}
