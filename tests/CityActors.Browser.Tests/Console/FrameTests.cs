using System.Net;

namespace CityActors.Browser.Tests.Console;

/// <summary>What is around every page: languages, keys, headers, colours.</summary>
public sealed class FrameTests(BrowserCity city)
{
    private static readonly string[] Paths =
    [
        "/?lng=105.851&lat=21.022&z=15.5&twin=" + SampleStreet.Station, "/zones", "/quarantine", "/not-found", "/alerts",
        "/incidents", "/work-orders", "/kpis", "/rules", "/rules/new",
    ];

    [Fact]
    public async Task The_page_speaks_Vietnamese_until_English_is_chosen_and_remembers_it()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open("/zones");
        Assert.Equal("vi", await page.Page.GetAttributeAsync("html", "lang"));
        await page.Page.Locator("h1", new() { HasTextString = "Khu vực" }).WaitForAsync();
        await page.Page.Locator(".city-languages button", new() { HasTextString = "EN" }).ClickAsync();
        await page.Page.Locator("h1", new() { HasTextString = "Zones" }).WaitForAsync();
        Assert.Equal("en", await page.Page.GetAttributeAsync("html", "lang"));
        Assert.EndsWith("/zones", page.Page.Url, StringComparison.Ordinal);
        await page.Page.GotoAsync(city.Address + "quarantine");
        await page.Page.Locator("h1", new() { HasTextString = "Quarantine" }).WaitForAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task The_language_switch_leads_to_pages_of_the_city_only()
    {
        await city.Start();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var away = await http.GetAsync($"{city.Address}console/language/en?to=//example.org/");
        Assert.Equal("/", away.Headers.Location?.OriginalString);
        using var unknown = await http.GetAsync($"{city.Address}console/language/fr");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Pages_may_talk_to_the_city_only_and_unknown_paths_stay_unknown()
    {
        await city.Start();
        using var http = new HttpClient();
        using var page = await http.GetAsync(city.Address);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        using var posted = await http.PostAsync(city.Address + "no-such-path", null);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task The_first_link_skips_to_the_content()
    {
        await city.Start();
        await using var page = await city.Open("/quarantine");
        await page.Page.Locator("h1").WaitForAsync();
        await page.Until("it comes first", "() => document.querySelector('a[href], button, input').matches('.city-skip')");
        await page.Page.Locator(".city-skip").FocusAsync();
        await page.Until("the link is shown", "() => document.activeElement.getBoundingClientRect().top >= 0");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Until("the content has the focus", "() => document.activeElement.id === 'city-main'");
    }

    [Fact]
    public async Task Every_text_stands_out_from_its_ground()
    {
        await SampleStreet.Build(city);
        foreach (var path in Paths)
        {
            await using var page = await city.Open(path);
            await page.Page.Locator(path.Contains("twin=", StringComparison.Ordinal) ? ".city-value" : "h1").First.WaitForAsync();
            await page.Shoot("page-" + path.Trim('/').Split('?')[0]);
            var faint = await page.Page.EvaluateAsync<string[]>(Contrast.Script);
            Assert.True(faint.Length == 0, $"{path}: {string.Join("; ", faint)}");
        }
    }

    [Fact]
    public async Task A_faint_text_is_found()
    {
        await city.Start();
        await using var page = await city.Open("/quarantine");
        await page.Page.Locator("h1").WaitForAsync();
        await page.Page.EvaluateAsync("() => { document.querySelector('h1').style.color = '#445566'; }");
        Assert.NotEmpty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
    }

    [Fact]
    public async Task A_narrow_screen_shows_map_list_and_panel()
    {
        await SampleStreet.Build(city);
        await using var page = await city.Open(Paths[0], "en-GB", 420, 860);
        await page.Page.Locator(".city-value").First.WaitForAsync();
        await page.UntilMap();
        await page.Shoot("narrow");
        var isFitting = await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");
        Assert.True(isFitting, "The page is wider than the screen.");
        page.AssertClean();
    }
}
