using System.Diagnostics;
using System.Globalization;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>The real simulators as a process of their own.</summary>
internal static class SimulatorProcess
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../../simulators", Path.GetRelativePath(
            Path.Combine(AppContext.BaseDirectory, "../../.."), AppContext.BaseDirectory), "simulators.dll"));

    /// <summary>Replays a recording into a city over MQTT and asks history for every reading.</summary>
    /// <returns>The scorecard.</returns>
    public static Task<string> Replay(SiloProcess silo, string format, string file, params string[] more) => Run(
    [
        "replay", format, file, "--to", $"mqtt://127.0.0.1:{silo.Mqtt}", "--api", $"http://127.0.0.1:{silo.Http}",
        "--epoch", Recording.Epoch.ToString("O", CultureInfo.InvariantCulture), .. more,
    ]);

    /// <summary>
    /// Replays a table whose dates stand for themselves over MQTT; history is not asked, they may lie before its oldest day.
    /// </summary>
    public static Task<string> ReplayTable(SiloProcess silo, string file, string mapping, params string[] more) => Run(
    [
        "replay", "csv", file, "--mapping", mapping, "--to", $"mqtt://127.0.0.1:{silo.Mqtt}", "--api", $"http://127.0.0.1:{silo.Http}",
        "--no-check", .. more,
    ]);

    /// <summary>What a city knows, summed up.</summary>
    public static Task<string> Hash(SiloProcess silo) => Run(["hash", "--of", $"http://127.0.0.1:{silo.Http}", "--history"]);

    private static async Task<string> Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().Within($"the end of simulators {string.Join(' ', arguments)}");
            Assert.True(
                process.ExitCode == 0,
                $"simulators {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output} {await error}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
