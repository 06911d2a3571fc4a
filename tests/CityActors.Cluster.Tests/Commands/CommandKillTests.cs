using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Commands;

public sealed class CommandKillTests
{
    [Fact]
    public async Task Commands_that_were_durable_when_the_silo_was_killed_are_done_once_and_in_order_after_the_restart()
    {
        using var data = new DataFolder();
        List<string> asked = [];
        await using var killed = await SiloProcess.Start(data);
        await Register(killed, "den-k");
        foreach (var value in (string[])["on", "low", "off"])
        {
            asked.Add(await Ask(killed, "den-k", value));
        }

        await killed.Kill();
        await using var silo = await SiloProcess.StartAgain(data, killed);
        using (var light = await ObedientLight.Listen(silo.Mqtt, "den-k"))
        {
            foreach (var command in asked)
            {
                await Until(silo, command, "done");
            }

            Assert.Equal(["on", "low", "off"], light.Set);
            Assert.Equal(asked, light.Heard.Distinct());
        }

        // What was done before a kill is not done again after it.
        await silo.Kill();
        await using var again = await SiloProcess.StartAgain(data, silo);
        using var later = await ObedientLight.Listen(again.Mqtt, "den-k");
        var last = await Ask(again, "den-k", "on");
        await Until(again, last, "done");
        Assert.Equal([last], later.Heard.Distinct());
    }

    [Fact]
    public async Task Mosquitto_hears_a_command_as_the_device_and_answers_it()
    {
        if (!File.Exists("/usr/bin/mosquitto_sub"))
        {
            Assert.Skip("mosquitto_sub is not installed (Debian package mosquitto-clients).");
        }

        using var data = new DataFolder();
        await using var silo = await SiloProcess.Start(data);
        await Register(silo, "den-m");
        var asked = await Ask(silo, "den-m", "on");

        var heard = JsonElement.Parse(await Mosquitto(
            silo, "mosquitto_sub", "-i", "den-m", "-q", "1", "-C", "1", "-t", "city/Streetlight/den-m/command"));
        Assert.Equal((asked, "on"), (heard.GetProperty("id").GetString(), heard.GetProperty("value").GetString()));
        await Mosquitto(
            silo, "mosquitto_pub", "-i", "den-m", "-q", "1", "-t", "city/Streetlight/den-m/command/ack",
            "-m", JsonSerializer.Serialize(new { id = asked, outcome = "rejected", reason = "cầu chì đứt" }));

        Assert.Equal("cầu chì đứt", (await Until(silo, asked, "rejected")).GetProperty("reason").GetString());
    }

    private static async Task Register(SiloProcess silo, string id)
    {
        using var answer = await silo.Client.PostAsJsonAsync(
            "ngsi-ld/v1/entities", new { id = $"urn:ngsi-ld:Streetlight:{id}", type = "Streetlight" });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<string> Ask(SiloProcess silo, string id, string value)
    {
        using var answer = await silo.Client.PostAsJsonAsync(
            $"api/twins/urn:ngsi-ld:Streetlight:{id}/commands", new { channel = "powerState", value, timeToLive = "PT1H" });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return JsonElement.Parse(body).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> Until(SiloProcess silo, string command, string state) => (JsonElement)await Waiting.For<object>(
        $"command {command} {state}", async () =>
        {
            using var answer = await silo.Client.GetAsync(new Uri($"api/commands/{command}", UriKind.Relative));
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            var read = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("command");
            return read.GetProperty("state").GetString() == state ? read : null;
        });

    private static async Task<string> Mosquitto(SiloProcess silo, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = ["-V", "mqttv5", "-h", "127.0.0.1", "-p", silo.Mqtt.ToString(CultureInfo.InvariantCulture), .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().Within($"the end of {program}");
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
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
