using System.Text;

namespace CityActors.Browser.Tests.Console;

/// <summary>The page of what was refused, in a browser.</summary>
public sealed class QuarantineTests(BrowserCity city)
{
    [Fact]
    public async Task What_was_refused_is_listed_with_its_reason_and_can_be_discarded()
    {
        await city.Start();
        using var http = new HttpClient();
        using var line = new StringContent("khong_co_truong,id=cach-ly-1", Encoding.UTF8, "text/plain");
        using var answer = await http.PostAsync(city.Address + "write", line);
        Assert.False(answer.IsSuccessStatusCode);
        await using var page = await city.Open("/quarantine");
        var row = page.Page.Locator("tr[data-entry]", new() { HasTextString = "/write" }).First;
        for (var tries = 0; tries < 50 && !await row.IsVisibleAsync(); tries++)
        {
            // The refusal is kept a moment after it was answered; the page is asked again until it is there.
            await page.Page.ReloadAsync();
            await page.Page.Locator("h1").WaitForAsync();
            await page.Page.Locator("tr[data-entry], .city-page > p:nth-of-type(3)").First.WaitForAsync();
        }

        var entry = await row.GetAttributeAsync("data-entry");
        await page.Shoot("quarantine");
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        await row.Locator("input").CheckAsync();
        await page.Page.Locator("button", new() { HasTextString = "Xóa bỏ (1)" }).ClickAsync();
        await page.Page.Locator("button", new() { HasTextString = "Bấm lần nữa" }).ClickAsync();
        await page.Page.Locator("p[role=status]", new() { HasTextString = "Đã xóa 1." }).WaitForAsync();
        await page.Until("it is gone", "entry => document.querySelector(`tr[data-entry='${CSS.escape(entry)}']`) === null", entry);
        page.AssertClean();
    }

    [Fact]
    public async Task A_lost_line_to_the_server_is_told_in_Vietnamese()
    {
        await city.Start();
        await using var page = await city.Open("/quarantine");
        await page.Page.Locator("h1").WaitForAsync();
        var dialog = page.Page.Locator("#components-reconnect-modal");
        Assert.False(await dialog.IsVisibleAsync());
        (string State, string Text)[] states =
        [
            ("show", "Đang nối lại"), ("failed", "Chưa nối lại được"), ("rejected", "Hãy tải lại trang"),
        ];
        foreach (var (state, text) in states)
        {
            await dialog.EvaluateAsync("(dialog, state) => { dialog.className = 'components-reconnect-' + state; }", state);
            await dialog.Locator("p:visible", new() { HasTextString = text }).WaitForAsync();
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast.Script));
        }
    }
}
