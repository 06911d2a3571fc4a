namespace CityActors.Browser.Tests.Console;

/// <summary>The panel of a twin, search and keys, in a browser.</summary>
public sealed class PanelTests(BrowserCity city)
{
    private const string Address = "/?lng=105.851&lat=21.022&z=15.5&twin=" + SampleStreet.Station;

    [Fact]
    public async Task A_reading_is_in_the_panel_with_unit_quality_age_and_source_and_the_chart_goes_on()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open(Address);
        var row = page.Page.Locator(".city-panel tr[data-channel='pm25']");
        await row.WaitForAsync();
        await page.Until("the chart is drawn", "() => Number(document.querySelector('.city-plot')?.dataset.points) > 0");
        var before = await page.Page.EvaluateAsync<int>("() => Number(document.querySelector('.city-plot').dataset.points)");
        await city.Send("AirQualityObserved", "khi-1", new { pm25 = 77.125 });
        await page.Page.Locator(".city-panel tr[data-channel='pm25'] .city-value", new() { HasTextString = "77,125" }).WaitForAsync();
        await page.Until(
            "the chart goes on", "before => Number(document.querySelector('.city-plot').dataset.points) > before", before);
        Assert.Contains("Tốt", await row.InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Locator(".city-source", new() { HasTextString = "bản ghi" }).First.WaitForAsync();
        await page.Shoot("live-panel");
        page.AssertClean();
    }

    [Fact]
    public async Task Relations_lead_to_the_other_twin_and_back()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open(Address);
        await page.Page.Locator(".city-relations .city-link", new() { HasTextString = "doc-2" }).ClickAsync();
        await page.Page.Locator(".city-panel[data-twin='urn:ngsi-ld:RoadSegment:doc-2'] .city-relations .city-link").ClickAsync();
        await page.Page.Locator($".city-panel[data-twin='{SampleStreet.Station}'] .city-value").First.WaitForAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task Slash_searches_without_diacritics_and_the_keyboard_chooses()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open("/?lng=105.851&lat=21.022&z=15.5");
        await page.UntilMap();
        await page.Page.Locator("body").PressAsync("/");
        await page.Until("the search has the focus", "() => document.activeElement.id === 'city-search'");
        await page.Page.Keyboard.TypeAsync("tram khi hang bai");
        await page.Page.Locator("#city-found li", new() { HasTextString = "Trạm khí Hàng Bài" }).WaitForAsync();
        await page.Shoot("search");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Until("the first is marked", "() => document.querySelector('#city-found li').ariaSelected === 'true'");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator($".city-panel[data-twin='{SampleStreet.Station}']").WaitForAsync();
        await page.Until("the panel's name has the focus", "() => document.activeElement.id === 'city-panel-name'");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Until("the panel is closed", "() => document.querySelector('.city-panel') === null");
        page.AssertClean();
    }

    [Fact]
    public async Task An_address_that_names_only_a_twin_brings_it_near()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open("/?twin=" + SampleStreet.Station);
        await page.UntilMap();
        await page.Until("the twin is marked", "() => document.querySelector('.city-map').dataset.selectedAt === '105.851000,21.022000'");
        await page.Until("the address says where", "() => Number(new URL(location).searchParams.get('z')) > 15");
        page.AssertClean();
    }

    [Fact]
    public async Task A_twin_that_does_not_exist_is_said_to_be_none()
    {
        await city.Start();
        await using var page = await city.Open("/?twin=urn:ngsi-ld:Vehicle:khong-co&lng=105&lat=21&z=14");
        await page.Page.Locator(".city-panel", new() { HasTextString = "Không có thực thể nào mang mã này" }).WaitForAsync();
        page.AssertClean();
    }
}
