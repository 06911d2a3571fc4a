using System.Net;
using System.Text;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Cluster.Tests.Senders;

namespace CityActors.Cluster.Tests.Starts;

public sealed class StartTests
{
    private const int BadConfiguration = 2;
    private const int NotPossibleNow = 3;

    [Fact]
    public async Task City_that_stops_gracefully_starts_again_with_everything_and_takes_more()
    {
        using var data = new DataFolder();
        var sender = new NumberedSender("urn:ngsi-ld:Counter:calm");
        for (var last = 100; last <= 200; last += 100)
        {
            await using var silo = await SiloProcess.Start(data);
            Assert.True(await sender.Send(silo.Mqtt, last));
            Assert.Equal(0, await silo.Stop());
            Assert.DoesNotContain("fail:", silo.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("crit:", silo.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("was not closed", silo.Said, StringComparison.Ordinal);
        }

        await using var city = await CityReader.Open(data);
        Assert.Equal(200, (await city.Twin(sender.Twin)).Channel(NumberedSender.Channel)?.Value.Number);
    }

    [Fact]
    public async Task Pages_for_people_and_machines_are_there()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.Start(data);
        using var line = new StringContent("water,twin=urn:ngsi-ld:WaterLevel:w1 level=1.25", Encoding.UTF8);
        Assert.Equal(HttpStatusCode.NoContent, (await silo.Client.PostAsync(new Uri("write", UriKind.Relative), line)).StatusCode);
        Assert.Equal("{\"alive\":true}", await Page("health/live"));
        Assert.Contains("city_", await Page("metrics"), StringComparison.Ordinal);
        Assert.Contains("/ingest/senml", await Page("openapi/v1.json"), StringComparison.Ordinal);
        Assert.Contains("<html", await Page("orleans/"), StringComparison.OrdinalIgnoreCase);

        Task<string> Page(string path) => silo.Client.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    [Fact]
    public async Task Second_city_on_a_data_folder_is_refused()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.Start(data);
        await Refused(data.Path, NotPossibleNow, $"The data directory {data.Path} is in use by process");
        await silo.Ready();
    }

    [Fact]
    public async Task Data_of_a_newer_version_is_refused_and_left_alone()
    {
        using var data = new DataFolder();
        const string Newer = """{"version":2,"generation":1,"partitions":16}""";
        await File.WriteAllTextAsync(data.Of("city.json"), Newer);
        await Refused(data.Path, NotPossibleNow, "newer version");
        Assert.Equal(Newer, await File.ReadAllTextAsync(data.Of("city.json")));
        Assert.False(Directory.Exists(data.Of("log")));
    }

    [Theory]
    [InlineData("--http 0.0.0.0:8080", "City:Http '0.0.0.0:8080' is reachable from other machines")]
    [InlineData("--mqtt 192.168.1.10:1883", "City:Mqtt '192.168.1.10:1883' is reachable from other machines")]
    [InlineData("--mqtt 127.0.0.1:99999", "City:Mqtt must be HOST:PORT")]
    [InlineData("--role web", "City:Role 'web' needs a cluster")]
    [InlineData("--history influx=http://127.0.0.1:8086", "City:History 'influx=URL' is not available yet")]
    [InlineData("--City:Shards:SliceRecordsMax=0", "City:Shards:SliceRecordsMax must be 1-1,000,000, got 0")]
    [InlineData("--City:Log:WindowBytes=1", "City:Log:WindowBytes must be from")]
    [InlineData("--City:Log:WindowBytes=much", "City:Log:WindowBytes")]
    [InlineData("--City:Ingress:Mqtt:ReceiveMaximum=0", "City:Ingress:Mqtt:ReceiveMaximum")]
    [InlineData("--City:Ingress:Mqtt:Receive=1", "City:Ingress:Mqtt:Receive is not a setting")]
    [InlineData("--City:Ingress:Mqtt:Endpoint=0.0.0.0:1883", "City:Ingress:Mqtt:Endpoint follows from")]
    [InlineData("--City:Registry:Path=other.sqlite", "City:Registry:Path follows from")]
    [InlineData("--City:History:Path=elsewhere", "City:History:Path follows from")]
    [InlineData("--City:Weather=fine", "City:Weather is not a setting")]
    [InlineData("--weather fine", "'--weather' is not known")]
    public async Task Setting_that_cannot_work_is_refused_by_its_name(string arguments, string sentence)
    {
        using var data = new DataFolder();
        await Refused(data.Path, BadConfiguration, sentence, arguments.Split(' '));
    }

    [Fact]
    public async Task Port_that_is_taken_is_refused_by_its_name()
    {
        using var data = new DataFolder();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await Refused(data.Path, NotPossibleNow, "City:Mqtt: cannot listen on", "--mqtt", taken.LocalEndpoint.ToString()!);
    }

    private static async Task Refused(string data, int code, string sentence, params string[] arguments)
    {
        var (ended, error, output) = await SiloProcess.Run(data, arguments);
        Assert.True(code == ended, $"Ended with {ended}: {error} {output}");
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
