using System.Net;
using System.Text;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Cluster.Tests.Senders;

namespace CityActors.Cluster.Tests.Starts;

public sealed class FullDiskTests
{
    [Fact]
    public async Task Full_disk_refuses_readings_and_nothing_acknowledged_is_lost_when_there_is_room_again()
    {
        using var data = new DataFolder();
        await using var disk = await SmallDisk.Mount(data.Path, megabytes: 160);
        var sender = new NumberedSender("urn:ngsi-ld:Counter:full");
        await using (var silo = await SiloProcess.Start(data))
        {
            Assert.True(await sender.Send(silo.Mqtt, 200));
            disk.FillUp();
            var refusal = await Waiting.For("a refusal by a full disk", async () =>
            {
                using var answer = await Write(silo);
                return answer.StatusCode == HttpStatusCode.NoContent
                    ? null
                    : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
            });
            Assert.Matches("^(503|507|429)", refusal);
            Assert.Equal(HttpStatusCode.OK, (await silo.Client.GetAsync(new Uri("health/live", UriKind.Relative))).StatusCode);
            await Waiting.For("503 of /health/ready on a full disk", async () =>
            {
                using var answer = await silo.Client.GetAsync(new Uri("health/ready", UriKind.Relative));
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? "not ready" : null;
            });

            disk.MakeRoom();
            await silo.Ready();
            Assert.True(await sender.Send(silo.Mqtt, 400));
            await silo.Kill();
        }

        await using var city = await CityReader.Open(data);
        Assert.Equal(400, (await city.Twin(sender.Twin)).Channel(NumberedSender.Channel)?.Value.Number);
    }

    [Fact]
    public async Task City_on_a_full_disk_does_not_start_and_says_why()
    {
        using var data = new DataFolder();
        await using var disk = await SmallDisk.Mount(data.Path, megabytes: 16);
        disk.FillUp();
        var (code, error, _) = await SiloProcess.Run(data.Path);
        Assert.Equal(3, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains(data.Path, error, StringComparison.Ordinal);
        Assert.Contains("space", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Log_on_a_read_only_directory_does_not_start_and_says_why()
    {
        using var data = new DataFolder();
        await using (var silo = await SiloProcess.Start(data))
        {
            await silo.Stop();
        }

        await using var disk = await SmallDisk.ReadOnly(data.Of("log"));
        var (code, error, _) = await SiloProcess.Run(data.Path);
        Assert.Equal(3, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains($"The city log cannot be opened for writing in {data.Of("log")}", error, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Write(SiloProcess silo)
    {
        var lines = new StringBuilder();
        for (var number = 0; number < 2_000; number++)
        {
            lines.Append("water,twin=urn:ngsi-ld:WaterLevel:full-").Append(number % 50).Append(" level=").Append(number).Append(".5\n");
        }

        using var body = new StringContent(lines.ToString(), Encoding.UTF8);
        return await silo.Client.PostAsync(new Uri("write", UriKind.Relative), body);
    }
}
