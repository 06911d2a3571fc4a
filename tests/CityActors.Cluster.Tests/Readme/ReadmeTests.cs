using System.Diagnostics;
using System.Globalization;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Readme;

/// <summary>What README tells people to type is typed here, against the real silo on other ports.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public async Task What_README_sends_arrives_and_what_it_asks_is_answered()
    {
        if (!File.Exists("/usr/bin/mosquitto_pub") || !File.Exists("/usr/bin/curl"))
        {
            Assert.Skip("mosquitto_pub and curl are needed (Debian packages mosquitto-clients and curl).");
        }

        using var data = new DataFolder();
        await using var silo = await SiloProcess.Start(data);
        var commands = Commands("## Send something");
        Assert.Equal(3, commands.Count);

        Assert.Equal(0, (await Run(commands[0], silo)).Code);
        Assert.Contains("204 No Content", (await Run(commands[1], silo)).Output, StringComparison.Ordinal);
        var answer = await Waiting.For("the twin that README asks for", async () =>
        {
            var (_, output) = await Run(commands[2], silo);
            return output.Contains("pm25", StringComparison.Ordinal) ? output : null;
        });
        Assert.Contains("urn:ngsi-ld:AirQualityObserved:hoan-kiem", answer, StringComparison.Ordinal);
        Assert.Contains("105.8524", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_of_README_is_taken_and_listed()
    {
        if (!File.Exists("/usr/bin/curl"))
        {
            Assert.Skip("curl is needed (Debian package curl).");
        }

        using var data = new DataFolder();
        await using var silo = await SiloProcess.Start(data);
        using var light = new StringContent(
            """{ "id": "urn:ngsi-ld:Streetlight:den-000001", "type": "Streetlight" }""", System.Text.Encoding.UTF8, "application/json");
        using var made = await silo.Client.PostAsync(new Uri("ngsi-ld/v1/entities", UriKind.Relative), light);
        var commands = Commands("## Command something");
        Assert.Equal(2, commands.Count);

        Assert.Contains("\"state\":\"queued\"", (await Run(commands[0], silo)).Output, StringComparison.Ordinal);

        await Waiting.For("the command that README lists", async () =>
            (await Run(commands[1], silo)).Output.Contains("dusk-1", StringComparison.Ordinal) ? "listed" : null);
    }

    [Fact]
    public void Documents_that_README_names_are_there()
    {
        foreach (var name in (string[])["ARCHITECTURE.md", "DECISIONS.md", "STYLE.md", "CHANGELOG.md", "test.sh"])
        {
            Assert.Contains(name, Text, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Root, name)), $"README names {name}, which is not there.");
        }
    }

    /// <summary>The commands of the first shell block under a heading; an empty line ends a command.</summary>
    private static List<string> Commands(string heading)
    {
        var section = Text[Text.IndexOf(heading, StringComparison.Ordinal)..];
        var start = section.IndexOf("```sh\n", StringComparison.Ordinal) + 6;
        var block = section[start..section.IndexOf("```", start, StringComparison.Ordinal)];
        return [.. block.Split("\n\n").Select(static command => command.Trim()).Where(static command => command.Length > 0)];
    }

    private static async Task<(int Code, string Output)> Run(string command, SiloProcess silo)
    {
        var (http, mqtt) = (silo.Http.ToString(CultureInfo.InvariantCulture), silo.Mqtt.ToString(CultureInfo.InvariantCulture));
        var moved = command.Replace("127.0.0.1:8080", $"127.0.0.1:{http}", StringComparison.Ordinal)
            .Replace("mosquitto_pub", $"mosquitto_pub -h 127.0.0.1 -p {mqtt}", StringComparison.Ordinal);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", moved]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync().Within($"the output of {moved}");
        await shell.WaitForExitAsync().Within($"the end of {moved}");
        return (shell.ExitCode, output);
    }
}
