using System.Collections.Immutable;
using CityActors.Kpis;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;

namespace CityActors.Grains.Tests.Kpis;

/// <summary>A KPI tells what it is made of, zone by zone.</summary>
public sealed class KpiLineageTests
{
    private const string City = "urn:ngsi-ld:AdministrativeArea:city";
    private const string West = "urn:ngsi-ld:AdministrativeArea:west";
    private const string East = "urn:ngsi-ld:AdministrativeArea:east";

    private const string Definition =
        """
        { "name": {"vi": "Tiếng ồn và xe"}, "by": {"kind": "zone", "levels": [0, 1]},
          "window": {"kind": "tumbling", "size": "PT1H"}, "staleAfter": "PT5M",
          "channels": [ {"name": "value", "formula": "limit('noise', 'day') + sum(Noise.LAeq) / count(Loop.intensity)"} ],
          "kpi": { "unit": "C62", "pillar": "resources", "sector": "environment", "owner": "x" } }
        """;

    [Theory]
    [InlineData(null, 9)]
    [InlineData(City, 8)]
    [InlineData(West, 5)]
    [InlineData(East, 3)]
    public async Task Twins_that_can_contribute_come_once_over_pages(string? zone, int twins)
    {
        await using var city = await Filled();
        var kpis = city.Grains.GetGrain<IKpisGrain>(0);
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = (await kpis.Lineage("mixed", zone, after, 2))!;
            Assert.Equal(twins, page.Total);
            Assert.Equal([new KpiSource("Loop", "intensity"), new KpiSource("Noise", "LAeq")], page.Sources);
            Assert.Equal(["noise"], page.Tables);
            found.AddRange(page.Twins);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(twins, found.Count);
        Assert.Equal(twins, found.Distinct().Count());
        Assert.Null(await kpis.Lineage("no-such", null, null, 10));
    }

    private static async Task<TestCity> Filled()
    {
        var city = await TestCity.Awake();
        await city.Grains.GetGrain<IZonesGrain>(0).Define(
        [
            new Zone(City, "Thành phố", 0, null, Square(0, 2)), new Zone(West, "Tây", 1, City, Square(0, 1)),
            new Zone(East, "Đông", 1, City, Square(1, 2)),
        ]);
        var last = await city.Define("mixed", Definition, "test");
        await city.Grains.GetGrain<IKpisGrain>(0).Read("mixed", null, last);
        for (var each = 0; each < 9; each++)
        {
            // Five in the west, three in the east, one beyond the city.
            var place = each < 5 ? 0.5 : each < 8 ? 1.5 : 5;
            var id = $"urn:ngsi-ld:{(each % 2 == 0 ? "Loop" : "Noise")}:t{each}";
            var point = FormattableString.Invariant($$"""{"type":"Point","coordinates":[{{place}},0.5]}""");
            var position = await city.Entity(id).Describe(TwinDefinition.Bare(id) with
            {
                Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("location", point),
            });
            await city.Grains.GetGrain<IRegistryGrain>(0).Find(new TwinQuery(null, null, null, null, 1, position));
        }

        return city;
    }

    private static string Square(double west, double east) => FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[[[{{west}},0],[{{east}},0],[{{east}},1],[{{west}},1],[{{west}},0]]]}""");
}
