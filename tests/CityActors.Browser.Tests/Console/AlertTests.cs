using CityActors.Definitions;
using CityActors.Rules;

namespace CityActors.Browser.Tests.Console;

/// <summary>Alerts in a browser over a real city: from the reading that breaks a rule to the episode that is over.</summary>
public sealed class AlertTests(BrowserCity city)
{
    [Fact]
    public async Task An_alert_appears_without_a_reload_is_acknowledged_there_and_clears_by_itself()
    {
        await city.Start();
        await Rule("thu-nuoc", "WaterProbe", "waterLevel", "waterLevel >= 9.5 until waterLevel < 9.4", "PT1S");
        await using var page = await city.Open("/alerts?text=thu-nuoc");
        await page.Page.Locator("p", new() { HasTextString = "Không có cảnh báo nào như vậy." }).WaitForAsync();
        await page.Page.Locator(".city-operator input").FillAsync("Lan");
        await page.Page.Locator(".city-operator input").PressAsync("Tab");

        await city.Send("WaterProbe", "song-1", new { waterLevel = 9.625 });
        var row = page.Page.Locator("tr[data-twin='urn:ngsi-ld:WaterProbe:song-1']");
        await row.WaitForAsync();
        Assert.Equal("Unacknowledged", await row.GetAttributeAsync("data-phase"));
        Assert.Contains("9,625", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Cao", await row.InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Locator("[data-count=High] .city-value", new() { HasTextString = "1" }).WaitForAsync();
        await page.Shoot("alerts");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        var episode = await row.GetAttributeAsync("data-episode");

        await row.Locator("[data-acknowledge]").ClickAsync();
        await page.Until(
            "the alert is acknowledged",
            "id => document.querySelector(`tr[data-episode='${id}']`)?.dataset.phase === 'Acknowledged'", episode);
        Assert.Contains("Lan đã xác nhận", await row.InnerTextAsync(), StringComparison.Ordinal);

        await city.Send("WaterProbe", "song-1", new { waterLevel = 9.0 });
        await page.Until("the alert has cleared", "id => document.querySelector(`tr[data-episode='${id}']`) === null", episode);
        await page.Page.GotoAsync(city.Address + "alerts/" + episode);
        await page.Page.Locator("li[data-kind=cleared]").WaitForAsync();
        foreach (var kind in new[] { "raised", "acknowledged", "returned", "cleared" })
        {
            Assert.Equal(1, await page.Page.Locator($"li[data-kind={kind}]").CountAsync());
        }

        await page.Shoot("alert");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        page.AssertClean();
    }

    [Fact]
    public async Task Chosen_alerts_are_shelved_together_with_a_reason_and_come_back()
    {
        await city.Start();
        await Rule("thu-gac", "ShelfProbe", "level", "level > 1", null);
        foreach (var twin in new[] { "a", "b" })
        {
            await city.Send("ShelfProbe", twin, new { level = 2 });
        }

        await using var page = await city.Open("/alerts?text=thu-gac");
        await page.Until("both are there", "() => document.querySelectorAll('tr[data-episode]').length === 2");
        await page.Page.Locator("thead input[type=checkbox]").CheckAsync();
        await page.Page.Locator("[data-move=shelve] > button").ClickAsync();
        await page.Page.Locator("[data-move=shelve] input[type=text]").FillAsync("bảo trì");
        await page.Shoot("alerts-shelve");
        await page.Page.Locator("[data-move=shelve] button[type=submit]").ClickAsync();
        await page.Until("both have left", "() => document.querySelectorAll('tr[data-episode]').length === 0");
        await page.Page.Locator("select[data-filter=state]").SelectOptionAsync("shelved");
        await page.Until("both are shelved", "() => document.querySelectorAll('tr[data-episode]').length === 2");
        Assert.Contains("state=shelved", page.Page.Url, StringComparison.Ordinal);
        await page.Page.Locator("thead input[type=checkbox]").CheckAsync();
        await page.Page.Locator("[data-move=unshelve] > button").ClickAsync();
        await page.Until("none is shelved", "() => document.querySelectorAll('tr[data-episode]').length === 0");
        page.AssertClean();
    }

    [Fact]
    public async Task The_panel_of_a_twin_shows_its_alerts_as_they_come()
    {
        await city.Start();
        await Rule("thu-bang", "PanelProbe", "level", "level > 1", null);
        await city.Send("PanelProbe", "p", new { level = 0 });
        await using var page = await city.Open("/?twin=urn:ngsi-ld:PanelProbe:p&lng=105&lat=21&z=14");
        await page.Page.Locator(".city-panel .city-value").First.WaitForAsync();
        await city.Send("PanelProbe", "p", new { level = 2 });
        await page.Page.Locator(".city-panel li[data-episode]", new() { HasTextString = "Thử thu-bang" }).WaitForAsync();
        page.AssertClean();
    }

    /// <summary>Saves a rule of severity high.</summary>
    private Task Rule(string id, string type, string channel, string condition, string? clearAfter) =>
        city.Grains.GetGrain<IRulesGrain>(0).Save(new DefinitionDraft(
            id,
            $$"""
            {
              "name": { "vi": "Thử {{id}}" }, "family": "flood", "type": "{{type}}", "channel": "{{channel}}",
              "condition": "{{condition}}", "effect": "alert", "severity": "high",
              "clearAfter": {{(clearAfter is null ? "null" : $"\"{clearAfter}\"")}}, "enabled": true
            }
            """,
            "thử nghiệm",
            DefinitionDraft.AnyVersion));
}
