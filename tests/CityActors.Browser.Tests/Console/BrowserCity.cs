using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CityActors.Silo.Hosting;
using CityActors.Silo.Hosting.Settings;
using CityActors.TestKit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CityActors.Browser.Tests.Console.BrowserCity))]

namespace CityActors.Browser.Tests.Console;

/// <summary>
/// A whole city in this process on free ports and an empty data folder, and a Chromium that looks at it. Made when the first test asks
/// for it. Pictures go to the folder that <c>CITY_SHOTS</c> names, when it names one.
/// </summary>
public sealed class BrowserCity : IAsyncLifetime
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly SemaphoreSlim turn = new(1);
    private readonly string data = Directory.CreateTempSubdirectory("city-browser").FullName;
    private City? city;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private HttpClient? http;

    /// <summary>Address of the console, with a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Grains of the city.</summary>
    public IGrainFactory Grains => (IGrainFactory)city!.Services.GetService(typeof(IGrainFactory))!;

    /// <summary>Opens a page of its own language and address; skips the test when there is no browser.</summary>
    public async Task<BrowserPage> Open(string path, string? language = null, int width = 1440, int height = 900)
    {
        var program = Browsers.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed (apt-get install chromium).");
        await Start(program!);
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        if (language is not null)
        {
            var value = $"c={language}|uic={language}";
            await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "city.language", Value = value, Url = Address }]);
        }

        return await BrowserPage.Open(context, Address, path);
    }

    /// <summary>Sends a reading as a device does, by HTTP; durable when this returns.</summary>
    public async Task Send(string type, string local, object reading)
    {
        using var answer = await http!.PostAsJsonAsync($"{Address}ingest/telemetry/{type}/{local}", reading);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Starts city and browser, once.</summary>
    public async Task Start()
    {
        var program = Browsers.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed (apt-get install chromium).");
        await Start(program!);
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        http?.Dispose();
        if (city is not null)
        {
            await city.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    private async Task Start(string program)
    {
        await turn.WaitAsync();
        try
        {
            if (browser is not null)
            {
                return;
            }

            var (console, mqtt) = Ports.Two();
            city = await CityHost.Build(CityCommand.Parse(
            [
                "--data", data, "--http", $"127.0.0.1:{console}", "--mqtt", $"127.0.0.1:{mqtt}", "--City:Log:Partitions=4",
                "--City:Seeds=false",
                "--Logging:LogLevel:Default=Warning",
            ]));
            await city.Start();
            Address = $"http://127.0.0.1:{console}/";
            http = new HttpClient();
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--enable-unsafe-swiftshader"],
            });
        }
        finally
        {
            turn.Release();
        }
    }
}
