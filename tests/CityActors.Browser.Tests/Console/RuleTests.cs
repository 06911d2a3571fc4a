using CityActors.Definitions;
using CityActors.Rules;

namespace CityActors.Browser.Tests.Console;

/// <summary>The pages of rules in a browser over a real city.</summary>
public sealed class RuleTests(BrowserCity city)
{
    [Fact]
    public async Task A_rule_is_checked_as_one_types_saved_with_a_reason_and_found_in_the_list()
    {
        await city.Start();
        await using var page = await city.Open("/rules/new");
        await Fill(page, "id", "thu-luat");
        await Fill(page, "name", "Thử luật mới");
        await Fill(page, "family", "flood");
        await Fill(page, "type", "RuleProbe");
        await Fill(page, "channel", "level");
        await page.Page.Locator("textarea[data-field=condition]").FillAsync("level > 1\n  for > 5 min");
        var fault = page.Page.Locator("[data-fault=condition][data-line='2']").First;
        await fault.WaitForAsync();
        Assert.Contains("Dòng 2, cột", await fault.InnerTextAsync(), StringComparison.Ordinal);
        await page.Shoot("rule-fault");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        await Fill(page, "why", "thử nghiệm");
        Assert.True(await page.Page.Locator("[data-save]").IsDisabledAsync());

        await page.Page.Locator("textarea[data-field=condition]").FillAsync("level > 1 for 5 min until level < 0.5");
        await page.Page.Locator(".city-good", new() { HasTextString = "Hợp lệ." }).WaitForAsync();
        await page.Page.Locator("[data-save]:not([disabled])").ClickAsync();
        await page.Page.Locator(".city-page[data-rule=thu-luat][data-version='1']").WaitForAsync();
        await page.Shoot("rule");
        await page.Page.GotoAsync(city.Address + "rules?text=thu-luat");
        await page.Page.Locator("tr[data-rule=thu-luat]", new() { HasTextString = "Thử luật mới" }).WaitForAsync();
        await page.Shoot("rules");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        page.AssertClean();
    }

    [Fact]
    public async Task Who_saves_a_rule_second_is_told_who_was_first_and_overwrites_nothing()
    {
        await city.Start();
        await Save("level > 1", DefinitionDraft.AnyVersion);
        await using var page = await city.Open("/rules/thu-tranh");
        await page.Page.Locator(".city-page[data-version='1'] [data-field=condition]").WaitForAsync();
        await page.Page.Locator("textarea[data-field=condition]").FillAsync("level > 3");
        await Fill(page, "why", "đến sau");
        await page.Page.Locator(".city-good", new() { HasTextString = "Hợp lệ." }).WaitForAsync();
        await Save("level > 2", 1);
        await page.Page.Locator("[role=alert]", new() { HasTextString = "đã lưu bản 2" }).WaitForAsync();
        await page.Page.Locator("[data-save]:not([disabled])").ClickAsync();
        await page.Page.Locator(".city-message", new() { HasTextString = "đã lưu bản 2 trước" }).WaitForAsync();
        Assert.Equal("level > 2", (await city.Grains.GetGrain<IRulesGrain>(0).Read("thu-tranh", [])).Condition);

        await page.Page.Locator("[data-move=retire] > button").ClickAsync();
        await page.Page.Locator("[data-move=retire] input").FillAsync("không dùng nữa");
        await page.Page.Locator("[data-move=retire] button[type=submit]").ClickAsync();
        await page.Page.Locator(".city-page[data-version='3']").WaitForAsync();
        await page.Page.Locator("li[data-version='3']", new() { HasTextString = "không dùng nữa" }).WaitForAsync();
        page.AssertClean();
    }

    private static Task Fill(BrowserPage page, string field, string text) =>
        page.Page.Locator($"input[data-field='{field}']").FillAsync(text);

    private Task Save(string condition, int expected) => city.Grains.GetGrain<IRulesGrain>(0).Save(new DefinitionDraft(
        "thu-tranh",
        $$"""
        {
          "name": { "vi": "Thử tranh" }, "family": "flood", "type": "RaceProbe", "channel": "level", "condition": "{{condition}}",
          "effect": "alert", "severity": "low", "enabled": true
        }
        """,
        "người đến trước",
        expected));
}
