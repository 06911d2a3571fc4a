using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api.Kpis;

/// <summary>A KPI over the API: defined, valued by devices that report, judged, followed, changed and retired.</summary>
public sealed class KpiTests(ApiCity city) : IClassFixture<ApiCity>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_KPI_that_is_saved_gets_a_value_within_one_window_with_band_share_windows_and_lineage()
    {
        var (kpi, type) = Names();
        var saved = await Save(kpi, type, target: 40);
        Assert.True(saved.Status == 200, saved.Body);
        var fresh = await city.Get($"/api/kpis/{kpi}", ("City-At-Least", saved.Headers["City-Position"]));
        Assert.Equal((1, true), ((int)fresh.Document["version"]!, fresh.Document["value"] is null));

        var twin = await Loop(type);
        await Report(twin, 5, 30);
        await Report(twin, 8, 36);
        await Report(twin, 15, 90);
        var read = await city.Until($"/api/kpis/{kpi}", static kpi => (bool?)kpi["value"]?["isFinal"] == true);

        var value = read["value"]!;
        Assert.Equal((33.0, "warning", 40.0), ((double)value["value"]!, (string)value["band"]!, (double)value["target"]!));
        Assert.Equal((1, 1, 1.0), ((int)value["members"]!, (int)value["contributing"]!, (double)value["share"]!));
        Assert.Equal(1, (int)value["revision"]!);
        Assert.Equal(Start.AddSeconds(10), (DateTimeOffset)value["windowEnd"]!);
        Assert.Equal("urn:ngsi-ld:City:city", (string)value["zone"]!);
        Assert.Equal("km/h", (string)value["unit"]!);
        Assert.Equal(200, (await city.Get($"/api/twins/urn:ngsi-ld:KeyPerformanceIndicator:{kpi}:city")).Status);
        Assert.Single((await city.Get($"/api/kpis/{kpi}/values")).Document["values"]!.AsArray());
        var windows = (await city.Get($"/api/kpis/{kpi}/windows?from=2026-11-24T00:00:00Z")).Document["values"]!.AsArray();
        Assert.Contains(windows, static window => (double?)window!["value"] == 33);
        var lineage = (await city.Get($"/api/kpis/{kpi}/lineage")).Document;
        Assert.Equal(twin, (string)lineage["twins"]![0]!);
        Assert.Equal(type, (string)lineage["sources"]![0]!["type"]!);
        Assert.Equal(kpi, (string)(await city.Get($"/api/kpis?band=warning&text={kpi}")).Document["kpis"]![0]!["id"]!);
        Assert.Empty((await city.Get($"/api/kpis?band=good&text={kpi}")).Document["kpis"]!.AsArray());
    }

    [Fact]
    public async Task A_KPI_whose_source_said_nothing_for_a_window_turns_grey()
    {
        var (kpi, type) = Names();
        await Save(kpi, type, target: 40);
        var twin = await Loop(type);
        await Report(twin, 5, 30);
        await Report(twin, 25, 90);

        var read = await city.Until(
            $"/api/kpis/{kpi}", static kpi => kpi["value"] is { } value && (bool)value["isFinal"]! && (double?)value["value"] is null);

        Assert.Equal((null, "grey"), ((double?)read["value"]!["value"], (string)read["value"]!["band"]!));
        Assert.Equal((1, 0), ((int)read["value"]!["members"]!, (int)read["value"]!["contributing"]!));
    }

    [Fact]
    public async Task Followers_are_told_every_value_and_go_on_where_they_were()
    {
        var (kpi, type) = Names();
        await Save(kpi, type, target: 40);
        var twin = await Loop(type);
        var path = $"/api/kpis/changes?kpi={kpi}&running=false";
        string lastId;
        await using (var feed = await FeedReader.Open(city.Client, path))
        {
            Assert.Equal(kpi, (string)(await feed.Next("kpis")).Data[0]!["id"]!);
            await Report(twin, 5, 30);
            await Report(twin, 15, 50);
            Assert.Equal(30, (double)(await feed.Next("values")).Data[0]!["value"]!);
            lastId = feed.LastId;
        }

        await Report(twin, 25, 70);
        await using var again = await FeedReader.Open(city.Client, path, lastId);

        Assert.Equal(50, (double)(await again.Next("values")).Data[0]!["value"]!);
    }

    [Fact]
    public async Task A_changed_KPI_has_a_new_version_and_a_retired_one_is_listed_no_more()
    {
        var (kpi, type) = Names();
        await Save(kpi, type, target: 40);
        var changed = await Save(kpi, type, target: 45, version: 1);
        Assert.Equal(2, (int)changed.Document["version"]!);
        (await Save(kpi, type, target: 50, version: 1)).IsProblem(412, "version-mismatch");

        var retired = await city.Send(HttpMethod.Delete, $"/api/kpis/{kpi}?why=over", null, ApiCity.Json, ("If-Match", "*"));
        Assert.True(retired.Status == 200, retired.Body);

        var position = ("City-At-Least", retired.Headers["City-Position"]);
        Assert.Empty((await city.Get($"/api/kpis?text={kpi}", position)).Document["kpis"]!.AsArray());
        var listed = (await city.Get($"/api/kpis?disabled=true&text={kpi}", position)).Document["kpis"]!.AsArray();
        Assert.Equal((3, false, "over"), ((int)listed[0]!["version"]!, (bool)listed[0]!["isEnabled"]!, (string)listed[0]!["why"]!));
    }

    [Fact]
    public async Task What_is_no_KPI_or_a_wrong_one_is_refused_with_its_place()
    {
        var (kpi, type) = Names();
        var broken = Definition(type, 40);
        broken["channels"]![0]!["formula"] = $"mean({type}.speed) +";
        var road = Definition(type, 40);
        road.Remove("kpi");

        var formula = await Put(kpi, broken);
        formula.IsProblem(400, "bad-request-data");
        Assert.Contains("column", formula.Body, StringComparison.OrdinalIgnoreCase);
        (await Put(kpi, road)).IsProblem(400, "bad-request-data", "body $.definition.kpi");
        (await Put("changes", Definition(type, 40))).IsProblem(400, "bad-request-data", "path kpi");
        (await city.Get("/api/kpis/no-such-kpi")).IsProblem(404, "not-found", "path kpi");
        (await city.Get("/api/kpis/no-such-kpi/windows")).IsProblem(404, "not-found", "path kpi");
        (await city.Send(HttpMethod.Delete, "/api/kpis/no-such-kpi?why=x")).IsProblem(404, "not-found", "path kpi");
        (await city.Get("/api/kpis?band=purple")).IsProblem(400, "invalid-request", "query band");
        (await city.Get("/api/kpis?limit=0")).IsProblem(400, "invalid-request", "query limit");
    }

    [Fact]
    public async Task A_derivation_that_is_no_KPI_is_not_changed_through_the_door_of_KPIs()
    {
        var (id, type) = Names();
        var derivation = Definition(type, 40);
        derivation.Remove("kpi");
        var saved = await city.Send(HttpMethod.Put, $"/api/derivations/{id}", Body(derivation));
        Assert.True(saved.Status == 200, saved.Body);

        (await Put(id, Definition(type, 40))).IsProblem(409, "conflict", "path kpi");
        (await city.Send(HttpMethod.Delete, $"/api/kpis/{id}?why=x")).IsProblem(409, "conflict", "path kpi");
    }

    private static (string Kpi, string Type) Names()
    {
        var name = Guid.NewGuid().ToString("N")[..10];
        return ($"test-{name}", $"Loop{name}");
    }

    private static JsonObject Definition(string type, double target) => JsonNode.Parse(
        $$"""
        { "name": {"vi": "Tốc độ thử", "en": "Speed under test"}, "by": {"kind": "city"},
          "window": {"kind": "tumbling", "size": "PT10S"}, "staleAfter": "PT1H", "revisable": "PT1H",
          "channels": [ {"name": "value", "unit": "km/h", "formula": "mean({{type}}.speed)"} ],
          "kpi": { "unit": "km/h", "pillar": "quality-of-life", "sector": "traffic", "owner": "Sở Xây dựng", "target": {{target}},
                   "direction": "atLeast", "bands": {"good": {{target}}, "warning": 20}, "sdg": ["11.2"], "esg": ["S"], "decimals": 1 } }
        """)!.AsObject();

    private static string Body(JsonObject definition) =>
        new JsonObject { ["definition"] = definition.DeepClone(), ["why"] = "test" }.ToJsonString();

    private Task<Answer> Put(string kpi, JsonObject definition) => city.Send(HttpMethod.Put, $"/api/kpis/{kpi}", Body(definition));

    private Task<Answer> Save(string kpi, string type, double target, int? version = null) => city.Send(
        HttpMethod.Put, $"/api/kpis/{kpi}", Body(Definition(type, target)), ApiCity.Json,
        version is { } known ? [("If-Match", $"\"{known}\"")] : []);

    private async Task<string> Loop(string type)
    {
        var twin = ApiCity.NewId(type);
        await city.Create($$"""{ "id": "{{twin}}", "type": "{{type}}", "speed": { "type": "Property", "value": 0 } }""");
        return twin;
    }

    private Task Report(string twin, int second, double speed) => city.Report(
        twin,
        FormattableString.Invariant($$"""{ "observedAt": "{{Start.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}", "speed": {{speed}} }"""));
}
