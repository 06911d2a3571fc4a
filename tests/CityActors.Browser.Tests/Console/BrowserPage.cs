using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CityActors.Browser.Tests.Console;

/// <summary>A page that keeps count of what it should not do: ask another server, or write errors to its console.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private const int WaitMs = 30_000;
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> problems = new();

    private BrowserPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>Requests that left the city's address and errors that were written, so far.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Opens a page and waits until it is alive.</summary>
    public static async Task<BrowserPage> Open(IBrowserContext context, string address, string path)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(WaitMs);
        var opened = new BrowserPage(context, page);
        page.Request += (_, request) => opened.Check(request.Url, address);
        page.WebSocket += (_, socket) => opened.Check(socket.Url.Replace("ws://", "http://", StringComparison.Ordinal), address);
        page.Console += (_, message) => opened.Note(IsProblem(message), $"console: {message.Text} {message.Location}");
        page.PageError += (_, error) => opened.Note(true, $"error: {error}");
        await page.GotoAsync(address + path.TrimStart('/'));
        await page.Locator(".city-shell").WaitForAsync();
        return opened;
    }

    /// <summary>Waits for something to be true in the page; says what when it does not come.</summary>
    public async Task Until(string what, string expression, object? argument = null)
    {
        try
        {
            await Page.WaitForFunctionAsync(expression, argument);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what}: did not come within {WaitMs / 1000} s. {string.Join(" | ", problems)}");
        }
    }

    /// <summary>Waits until the map is drawn and follows its view.</summary>
    public Task UntilMap(string feed = "live") => Until(
        $"the map is {feed}",
        "feed => { const map = document.querySelector('.city-map'); return map?.dataset.feed === feed && map.dataset.idle === 'true'; }",
        feed);

    /// <summary>Keeps a picture for people to look at, when a folder for pictures is named.</summary>
    public async Task Shoot(string name)
    {
        if (Environment.GetEnvironmentVariable("CITY_SHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>Fails when the page did what it should not.</summary>
    public void AssertClean() => Assert.True(problems.IsEmpty, string.Join("\n", problems));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    // What the driver of a machine without a graphics card says about its speed is no fault of the page.
    private static bool IsProblem(IConsoleMessage message) =>
        message.Type is "error" or "warning" && !message.Text.Contains("GL Driver Message", StringComparison.Ordinal);

    private void Check(string url, string address) => Note(
        !url.StartsWith(address, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)
            && !url.StartsWith("blob:" + address, StringComparison.Ordinal),
        $"request: {url}");

    private void Note(bool isProblem, string what)
    {
        if (isProblem && problems.Count < 100)
        {
            problems.Enqueue(what);
        }
    }
}
