using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using CityActors.TestKit;

namespace CityActors.Cluster.Tests.Processes;

/// <summary>The real silo as a process of its own, on own ports, over a data folder.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../../silo", Path.GetRelativePath(
            Path.Combine(AppContext.BaseDirectory, "../../.."), AppContext.BaseDirectory), "CityActors.Silo.dll"));

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly StringBuilder errors = new();
    private readonly Task reading;

    private SiloProcess(string data, int http, int mqtt, IEnumerable<string> arguments)
    {
        (Http, Mqtt) = (http, mqtt);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}/"), Timeout = Waiting.Longest };
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(data)!,
        };
        string[] places = [Program, "--data", data, "--http", $"127.0.0.1:{http}", "--mqtt", $"127.0.0.1:{mqtt}"];
        foreach (var argument in places.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        reading = Task.WhenAll(Keep(process.StandardOutput, said), Keep(process.StandardError, errors));
    }

    /// <summary>Port of console and API.</summary>
    public int Http { get; }

    /// <summary>Port of the MQTT server.</summary>
    public int Mqtt { get; }

    /// <summary>For requests to it.</summary>
    public HttpClient Client { get; }

    /// <summary>What it printed.</summary>
    public string Said => Text(said) + Text(errors);

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<SiloProcess> Start(DataFolder data, params string[] arguments)
    {
        var (http, mqtt) = Ports.Two();
        var silo = new SiloProcess(data.Path, http, mqtt, arguments);
        try
        {
            await silo.Ready();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the next one after one that ended, on the same ports: devices find it again.</summary>
    public static async Task<SiloProcess> StartAgain(DataFolder data, SiloProcess ended, params string[] arguments)
    {
        var silo = new SiloProcess(data.Path, ended.Http, ended.Mqtt, arguments);
        await silo.Ready();
        return silo;
    }

    /// <summary>Runs one to its end.</summary>
    /// <returns>What it ended with, and what it said to the standard error and output.</returns>
    public static async Task<(int Code, string Error, string Output)> Run(string data, params string[] arguments)
    {
        var (http, mqtt) = Ports.Two();
        await using var silo = new SiloProcess(data, http, mqtt, arguments);
        await silo.Ended($"the end of silo {string.Join(' ', arguments)}");
        return (silo.process.ExitCode, Text(silo.errors), Text(silo.said));
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task Ready() => await Waiting.For($"200 of /health/ready; {Said}", async () =>
    {
        Assert.False(process.HasExited, $"The silo ended: {Said}");
        try
        {
            using var answer = await Client.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK ? "ready" : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    });

    /// <summary>How many log records its shards have folded; null while it does not answer.</summary>
    public async Task<long?> Folded()
    {
        try
        {
            using var health = JsonDocument.Parse(await Client.GetStringAsync(new Uri("health/ready", UriKind.Relative)));
            return health.RootElement.GetProperty("partitions").EnumerateArray()
                .Sum(static partition => partition.GetProperty("folded").GetInt64());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>It dies in the middle of whatever it does.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Ended("the end of a killed silo");
    }

    /// <summary>It is asked to stop, as Ctrl+C or a service manager do.</summary>
    /// <returns>What it ended with.</returns>
    public async Task<int> Stop()
    {
        using var asking = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await asking.WaitForExitAsync().Within("the signal");
        await Ended("the end of a silo that was asked to stop");
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        Client.Dispose();
        process.Dispose();
    }

    private async Task Ended(string what)
    {
        await process.WaitForExitAsync().Within(what);
        await reading.Within("the rest of what it said");
    }

    private static async Task Keep(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to)
            {
                to.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }
}
