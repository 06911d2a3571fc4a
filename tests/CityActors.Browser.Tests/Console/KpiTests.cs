using CityActors.Definitions;

namespace CityActors.Browser.Tests.Console;

/// <summary>The pages of KPIs in a browser over a real city.</summary>
public sealed class KpiTests(BrowserCity city)
{
    [Fact]
    public async Task A_closed_window_shows_on_its_tile_with_unit_target_share_and_band_and_leads_to_its_sheet()
    {
        await city.Start();
        await city.Grains.GetGrain<IDerivationsGrain>(0).Save(new DefinitionDraft(
            "thu-toc-do",
            """
            {
              "name": { "vi": "Tốc độ thử", "en": "Probe speed" }, "by": { "kind": "city" },
              "window": { "kind": "tumbling", "size": "PT10S" }, "staleAfter": "PT4S", "revisable": "PT1H",
              "channels": [ { "name": "value", "unit": "km/h", "formula": "mean(SpeedProbe.speed)" } ], "source": "thử", "enabled": true,
              "kpi": {
                "unit": "km/h", "pillar": "economy", "sector": "traffic", "owner": "Sở thử", "target": 40, "direction": "atLeast",
                "bands": { "good": 40, "warning": 25 }, "sdg": ["11.2"], "esg": ["S"], "decimals": 1
              }
            }
            """,
            "thử nghiệm",
            DefinitionDraft.AnyVersion));
        await using var page = await city.Open("/kpis?text=thu-toc-do");
        var tile = page.Page.Locator("[data-kpi=thu-toc-do]");
        await tile.WaitForAsync();
        Assert.Contains("Thiếu dữ liệu", await tile.InnerTextAsync(), StringComparison.Ordinal);
        var start = new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
        foreach (var second in new[] { 5, 8, 15 })
        {
            await city.Send("SpeedProbe", "x", new { observedAt = start.AddSeconds(second), speed = 31.5 });
        }

        await page.Until(
            "the window's value is on the tile", "() => document.querySelector('[data-kpi=thu-toc-do]').innerText.includes('31,5')");
        var text = await tile.InnerTextAsync();
        foreach (var said in new[] { "km/h", "mục tiêu ≥ 40,0", "Cần chú ý", "(1/1)" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        await page.Shoot("kpis");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        await tile.Locator("h3 a").ClickAsync();
        await page.Page.Locator("tr[data-window]").First.WaitForAsync();
        await page.Page.Locator("code", new() { HasTextString = "mean(SpeedProbe.speed)" }).WaitForAsync();
        await page.Page.Locator(".city-columns a", new() { HasTextString = "x" }).WaitForAsync();
        await page.Shoot("kpi");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        page.AssertClean();
    }
}
