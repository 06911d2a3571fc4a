using CityActors.Cases;
using CityActors.Identity;
using CityActors.Incidents;

namespace CityActors.Browser.Tests.Console;

/// <summary>Incidents and their work orders in a browser over a real city.</summary>
public sealed class IncidentTests(BrowserCity city)
{
    [Fact]
    public async Task An_incident_goes_its_way_with_only_what_is_allowed_and_another_operators_move_shows_by_itself()
    {
        await city.Start();
        var id = await Open("way", "Ngập ở phố Thử");
        await using var page = await city.Open("/incidents/" + id);
        await page.Page.Locator("[data-move=acknowledge] > button").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("[data-move=close]").CountAsync());
        Assert.Equal(0, await page.Page.Locator("[data-move=resolve]").CountAsync());

        Caller.Set(Caller.DefaultTenant, "operator:Minh");
        var answer = await city.Grains.GetGrain<IIncidentGrain>(id).Do(new AcknowledgeIncident(), MoveOrder.Plain);
        Assert.Equal(MoveOutcome.Done, answer.Outcome);
        await page.Page.Locator("li[data-kind=acknowledged]", new() { HasTextString = "Minh" }).WaitForAsync();
        await page.Until("it is offered no more", "() => document.querySelector('[data-move=acknowledge]') === null");

        await page.Page.Locator("[data-move=start] > button").ClickAsync();
        await page.Page.Locator("[data-phase=InProgress]").WaitForAsync();
        await page.Page.Locator("[data-move=resolve] > button").ClickAsync();
        await page.Page.Locator("[data-move=resolve] textarea").FillAsync("Đã bơm hết nước");
        await page.Page.Locator("[data-move=resolve] button[type=submit]").ClickAsync();
        await page.Page.Locator("[data-phase=Resolved]").WaitForAsync();
        await page.Page.Locator("[data-move=close] > button").ClickAsync();
        await page.Page.Locator("[data-phase=Closed]").WaitForAsync();
        await page.Page.Locator("[data-move=reopen] > button").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("[data-move=close]").CountAsync());
        await page.Shoot("incident-closed");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        page.AssertClean();
    }

    [Fact]
    public async Task A_file_is_attached_and_comes_back_byte_for_byte()
    {
        await city.Start();
        var id = await Open("file", "Cây đổ ở phố Thử");
        await using var page = await city.Open("/incidents/" + id);
        var content = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Hiện trường lúc 9 giờ.\n", 20_000)));
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(
            new Microsoft.Playwright.FilePayload { Name = "hiện trường.txt", MimeType = "text/plain", Buffer = content });
        var file = page.Page.Locator("li[data-file='hiện trường.txt'] a");
        await file.WaitForAsync();
        using var http = new HttpClient();
        var back = await http.GetByteArrayAsync(new Uri(new Uri(city.Address), await file.GetAttributeAsync("href")));
        Assert.Equal(content, back);
        await page.Page.Locator("li[data-kind=attached]").WaitForAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task A_work_order_is_written_from_an_incident_given_to_a_crew_and_done()
    {
        await city.Start();
        await using var crews = await city.Open("/work-orders");
        await crews.Page.Locator("[data-move=crew] > button").ClickAsync();
        await crews.Page.Locator("[data-field=crew]").FillAsync("doi-thu");
        await crews.Page.Locator("[data-move=crew] .is-wide input").FillAsync("Đội thử");
        await crews.Page.Locator("[data-move=crew] button[type=submit]").ClickAsync();
        await crews.Page.Locator("select[data-filter=crew] option[value=doi-thu]").First.WaitForAsync(
            new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        var id = await Open("work", "Đèn hỏng ở phố Thử");
        await using var page = await city.Open("/incidents/" + id);
        await page.Page.Locator("[data-move=create-work] > button").ClickAsync();
        await page.Page.Locator("[data-move=create-work] [data-field=title]").FillAsync("Thay bóng đèn");
        await page.Page.Locator("[data-move=create-work] select[data-filter=crew]").SelectOptionAsync("doi-thu");
        await page.Page.Locator("[data-move=create-work] button[type=submit]").ClickAsync();
        await page.Page.Locator("tr[data-work] a", new() { HasTextString = "Thay bóng đèn" }).ClickAsync();
        foreach (var move in new[] { "accept", "start" })
        {
            await page.Page.Locator($"[data-move={move}] > button").ClickAsync();
        }

        await page.Page.Locator("[data-move=finish] > button").ClickAsync();
        await page.Page.Locator("[data-move=finish] textarea").FillAsync("Đã thay");
        await page.Page.Locator("[data-move=finish] button[type=submit]").ClickAsync();
        await page.Page.Locator("[data-move=verify] > button").ClickAsync();
        await page.Page.Locator("[data-phase=Verified]").WaitForAsync();
        await page.Shoot("work-order");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        page.AssertClean();
    }

    private async Task<string> Open(string key, string title)
    {
        var cause = "hand:test:" + key;
        var id = IncidentId.Of(cause);
        Caller.Set(Caller.DefaultTenant, "operator:Lan");
        var answer = await city.Grains.GetGrain<IIncidentGrain>(id).OpenFor(
            new IncidentOpening(cause, title, null, "flood", Severity.High, null, 105.85, 21.02, [], [], []), MoveOrder.Plain);
        Assert.True(answer.IsDone, answer.Detail);
        return id;
    }
}
