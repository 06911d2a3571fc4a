using System.Collections.Immutable;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Browser.Tests.Console;

/// <summary>The live map, in a browser, over a real city.</summary>
public sealed class MapTests(BrowserCity city)
{
    private const string View = "?lng=105.85&lat=21.02&z=15";

    [Fact]
    public async Task An_empty_view_of_the_country_names_the_archipelagos_and_asks_nobody_else()
    {
        await using var page = await city.Open("/?lng=109.2&lat=15.9&z=4.7");
        await page.UntilMap("overview");
        await page.Shoot("country");
        page.AssertClean();
    }

    [Fact]
    public async Task A_twin_that_reports_another_place_moves_on_the_map()
    {
        await city.Start();
        await city.Send("Vehicle", "xe-1", new { location = new { lon = 105.850, lat = 21.020 }, speed = 30 });
        await using var page = await city.Open($"/{View}&twin=urn:ngsi-ld:Vehicle:xe-1");
        await page.UntilMap();
        await page.Until("the bus is marked", "() => document.querySelector('.city-map').dataset.selectedAt === '105.850000,21.020000'");
        await city.Send("Vehicle", "xe-1", new { location = new { lon = 105.852, lat = 21.021 }, speed = 31 });
        await page.Until("the bus has moved", "() => document.querySelector('.city-map').dataset.selectedAt === '105.852000,21.021000'");
        await page.Shoot("moved");
        page.AssertClean();
    }

    [Fact]
    public async Task A_twin_that_was_not_there_appears()
    {
        await city.Start();
        await using var page = await city.Open("/?lng=106.30&lat=20.50&z=15");
        await page.UntilMap();
        await city.Send("Vehicle", "xe-moi", new { location = new { lon = 106.30, lat = 20.50 } });
        await page.Until("it is listed", "() => [...document.querySelectorAll('.city-in-view .city-row')].some(row => row.textContent.includes('xe-moi'))");
        page.AssertClean();
    }

    [Fact]
    public async Task Zones_roads_and_twins_are_drawn_and_chosen_by_keyboard()
    {
        await Furnish();
        await using var page = await city.Open(View.Insert(0, "/"));
        await page.UntilMap();
        await page.Until("twins are listed", "() => document.querySelectorAll('.city-in-view .city-row').length > 5");
        await page.Page.Locator(".city-in-view .city-row", new() { HasTextString = "Trạm khí Hàng Bài" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".city-panel[data-twin='urn:ngsi-ld:AirQualityObserved:khi-1'] .city-value").First.WaitForAsync();
        Assert.Contains("twin=urn", page.Page.Url, StringComparison.Ordinal);
        await page.Until("the chart has points", "() => Number(document.querySelector('.city-plot')?.dataset.points) >= 0");
        await page.Shoot("panel");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Until("the panel is closed", "() => document.querySelector('.city-panel') === null");
        page.AssertClean();
    }

    private async Task Furnish()
    {
        await city.Start();
        await city.Grains.GetGrain<IZonesGrain>(0).Define(
        [
            new Zone("urn:ngsi-ld:AdministrativeArea:hn", "Hà Nội", 0, null,
                """{"type":"Polygon","coordinates":[[[105.82,21.0],[105.88,21.0],[105.88,21.05],[105.82,21.05],[105.82,21.0]]]}"""),
            new Zone("urn:ngsi-ld:AdministrativeArea:hk", "Phường Hoàn Kiếm", 1, "urn:ngsi-ld:AdministrativeArea:hn",
                """{"type":"Polygon","coordinates":[[[105.843,21.012],[105.86,21.012],[105.862,21.03],[105.845,21.032],[105.843,21.012]]]}"""),
        ]);
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = (105.842 + (0.003 * i), 21.012 + (0.0025 * i));
            await Describe($"urn:ngsi-ld:RoadSegment:doc-{i}", $"Phố Hàng Bài {i}", FormattableString.Invariant(
                $$"""{"type":"LineString","coordinates":[[{{x}},21.01],[{{x + 0.001}},21.035]]}"""));
            await Describe($"urn:ngsi-ld:RoadSegment:ngang-{i}", $"Phố Tràng Tiền {i}", FormattableString.Invariant(
                $$"""{"type":"LineString","coordinates":[[105.84,{{y}}],[105.862,{{y + 0.001}}]]}"""));
        }

        await Describe("urn:ngsi-ld:AirQualityObserved:khi-1", "Trạm khí Hàng Bài", """{"type":"Point","coordinates":[105.851,21.022]}""",
            new TwinRelation("urn:ngsi-ld:AirQualityObserved:khi-1", "refRoadSegment", "urn:ngsi-ld:RoadSegment:doc-2"));
        for (var i = 0; i < 12; i++)
        {
            await city.Send("AirQualityObserved", "khi-1", new { pm25 = 18.5 + (3 * Math.Sin(i)), temperature = 28.25 + (i * 0.1), status = "ok", isOpen = true });
        }

        string[] types = ["Camera", "Streetlight", "TrafficFlowObserved", "FloodMonitoring", "NoiseLevelObserved", "Vehicle", "ParkingSpot"];
        for (var i = 0; i < 60; i++)
        {
            await city.Send(types[i % types.Length], $"t-{i}", new
            {
                location = new { lon = 105.842 + (0.0011 * (i % 17)), lat = 21.012 + (0.0013 * (i % 13)) }, value = i * 1.5,
            });
        }
    }

    private Task Describe(string id, string name, string location, params TwinRelation[] relations) => city.Grains.GetGrain<IEntityGrain>(id).Describe(
        new TwinDefinition(id, [], ImmutableSortedDictionary<string, string>.Empty.Add("name", $"\"{name}\"").Add("location", location), [.. relations], null));
}
