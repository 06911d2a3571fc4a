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
        await page.Page.Locator(".city-in-view .city-row", new() { HasTextString = "xe-moi" }).WaitForAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task A_road_takes_the_colour_of_its_level_of_service_and_says_it_in_its_panel()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open("/" + View + "&twin=urn:ngsi-ld:RoadSegment:doc-1");
        await page.UntilMap();
        await page.Page.Locator("#city-traffic").WaitForAsync();
        await city.Send("RoadSegment", "doc-1", new { levelOfService = "C" });
        await page.Until("the road is coloured", "() => document.querySelector('.city-map').dataset.traffic?.includes('doc-1=C')");
        await page.Page.Locator(".city-panel dd", new() { HasTextString = "ổn định" }).WaitForAsync();
        await city.Send("RoadSegment", "doc-1", new { levelOfService = "F" });
        await page.Until("the road is jammed", "() => document.querySelector('.city-map').dataset.traffic?.includes('doc-1=F')");
        await page.Shoot("traffic");
        page.AssertClean();
    }

    [Fact]
    public async Task Zones_roads_and_twins_are_drawn_and_chosen_by_keyboard()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open("/" + View);
        await page.UntilMap();
        await page.Until("twins are listed", "() => document.querySelectorAll('.city-in-view .city-row').length > 5");
        await page.Page.Locator(".city-in-view .city-row", new() { HasTextString = "Trạm khí Hàng Bài" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".city-panel[data-twin='urn:ngsi-ld:AirQualityObserved:khi-1'] .city-value").First.WaitForAsync();
        Assert.Contains("twin=urn", page.Page.Url, StringComparison.Ordinal);
        await page.Until("the chart has points", "() => Number(document.querySelector('.city-plot')?.dataset.points) >= 10");
        await page.Shoot("panel");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Until("the panel is closed", "() => document.querySelector('.city-panel') === null");
        page.AssertClean();
    }
}
