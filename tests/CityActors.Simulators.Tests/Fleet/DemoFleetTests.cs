using System.Text.Json;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet;
using CityActors.Simulators.Tests.Bench;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityActors.Simulators.Tests.Fleet;

public sealed class DemoFleetTests
{
    private const string MarkerPath = "GET /ngsi-ld/v1/entities/urn%3Angsi-ld%3ADevice%3Ademo";
    private const int Twins = 300;

    private readonly HashSet<string> entities = [];
    private string? marker;

    [Fact]
    public async Task A_new_city_is_defined_and_its_devices_report()
    {
        await using var api = new PaperApi(Answer);
        await using var server = await new MessageServer().Start();
        await RunUntil(api, server, static _ => true);
        Assert.Equal(CityEntities.Of(new CityPlan(42, Twins, hasSwitched: true)).Count() + 1, entities.Count);
        Assert.Single(api.Asked, static one => one.Request == "PUT /api/zones");
        Assert.All(server.Acknowledged, one => Assert.Contains(Urn(one.Topic), entities));
    }

    [Fact]
    public async Task A_city_that_is_there_is_not_defined_again()
    {
        await using var api = new PaperApi(Answer);
        await using var server = await new MessageServer().Start();
        await RunUntil(api, server, static _ => true);
        var asked = api.Asked.Count;
        await RunUntil(api, server, _ => api.Asked.Count >= asked + 2);
        Assert.Equal(["GET /health/ready", MarkerPath], api.Asked.Skip(asked).Select(static one => one.Request));
    }

    [Fact]
    public async Task A_city_that_was_half_defined_is_defined_to_the_end()
    {
        var isBusy = true;
        await using var api = new PaperApi(request =>
        {
            var isDefinition = request.Text.StartsWith("POST", StringComparison.Ordinal);
            if (isDefinition && isBusy)
            {
                isBusy = false;
                return new PaperAnswer(503, "", "0");
            }

            return Answer(request);
        });
        await using var server = await new MessageServer().Start();
        await RunUntil(api, server, static _ => true);
        Assert.NotNull(marker);
    }

    [Fact]
    public async Task Every_device_reports_soon_and_under_a_number()
    {
        await using var api = new PaperApi(Answer);
        await using var server = await new MessageServer().Start();
        var devices = FleetDevice.Of(new CityPlan(42, Twins)).Select(static device => device.Twin).ToHashSet();
        await RunUntil(api, server, topics => devices.IsSubsetOf(topics));
        foreach (var device in server.Acknowledged.GroupBy(static one => one.Topic))
        {
            var numbers = device.Select(static one => MessageServer.Sequence(one.Payload)).ToList();
            Assert.Equal(numbers.Order().Distinct(), numbers);
        }
    }

    private static string Urn(string topic) => $"urn:ngsi-ld:{topic.Split('/')[1]}:{topic.Split('/')[2]}";

    private async Task RunUntil(PaperApi api, MessageServer server, Func<HashSet<string>, bool> isEnough)
    {
        var before = server.Acknowledged.Count;
        var options = new DemoFleetOptions { Http = api.Address, MqttPort = server.Port, Twins = Twins, Connections = 3, PastHours = 1 };
        using var fleet = new DemoFleet(Options.Create(options), TimeProvider.System, NullLogger<DemoFleet>.Instance);
        await fleet.StartAsync(CancellationToken.None);
        while (server.Acknowledged.Count <= before || !isEnough([.. server.Acknowledged.Select(static one => Urn(one.Topic))]))
        {
            Assert.True(await server.Arrived.WaitAsync(Messages.Patience), "The devices did not report.");
        }

        await fleet.StopAsync(CancellationToken.None);
    }

    private PaperAnswer Answer(PaperRequest request)
    {
        if (request.Text.StartsWith("POST /ngsi-ld", StringComparison.Ordinal))
        {
            using var batch = JsonDocument.Parse(request.Body);
            foreach (var entity in batch.RootElement.EnumerateArray())
            {
                var id = entity.GetProperty("id").GetString()!;
                entities.Add(id);
                marker = id == "urn:ngsi-ld:Device:demo" ? entity.GetRawText() : marker;
            }
        }

        return request.Text == MarkerPath
            ? marker is null ? new PaperAnswer(404) : new PaperAnswer(200, marker)
            : new PaperAnswer(204);
    }
}
