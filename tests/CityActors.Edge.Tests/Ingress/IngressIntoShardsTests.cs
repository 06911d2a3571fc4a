using System.Globalization;
using CityActors.Edge.Tests.Ingress.Mqtt;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Quarantine;
using CityActors.Grains.Tests;
using CityActors.Quarantine;
using CityActors.Silo.Ingress;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Silo.Ingress.Refusals;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MQTTnet;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>The doors before real shards: what becomes of old, future, recorded, numbered and repeated data.</summary>
public sealed class IngressIntoShardsTests : IAsyncLifetime
{
    private TestCity city = null!;

    public async ValueTask InitializeAsync()
    {
        city = new TestCity();
        city.Silo = static silo =>
        {
            silo.Services.AddIngress(static options => options.Mqtt.Endpoint = "127.0.0.1:0");
            silo.Services.Replace(ServiceDescriptor.Singleton<IQuarantineFeed, QuarantineFeed>());
        };
        await city.Start();
    }

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task Recorded_data_ahead_of_now_is_accepted_of_a_source_that_declared_it_and_of_no_other()
    {
        var ahead = DateTimeOffset.UtcNow.AddDays(400).ToUnixTimeMilliseconds();
        using var live = await Device("live");
        await live.Report(Payload(ahead, 1));
        var page = await Quarantined();
        var entry = Assert.Single(page.Entries);
        Assert.Equal(("future", "live"), (entry.Reason, entry.Source));
        Assert.Equal(ValueKind.None, (await Value()).Kind);

        using var replay = await Device("replayer");
        await replay.Report("""{"kind": "replay", "epoch": "2020-11-13T08:00:00Z"}""", "city/sources/bologna/declare");
        await replay.Report(Payload(ahead, 2));
        Assert.Equal(2, (await Value()).Number);
        await replay.Report(Payload(ahead - 1_000_000, 3));
        Assert.Equal(2, (await Value()).Number);

        await replay.Report("""{"kind": "live"}""", "city/sources/bologna/declare");
        await replay.Report(Payload(ahead + 1, 4));
        await city.Pulse.Until(() => city.Quarantine.Entries.Count == 2, "the second reading from the future in the quarantine");
        Assert.Equal(2, (await Value()).Number);
    }

    [Fact]
    public async Task A_reading_an_hour_ahead_is_set_aside_listed_and_still_refused_when_it_is_fed_again_too_early()
    {
        using var device = await Device("d1");
        await device.Report(Payload(DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(), 1));
        var entry = Assert.Single((await Quarantined()).Entries);
        var outcome = await city.Grains.GetGrain<IQuarantineGrain>(0).Replay([entry.Id]);
        Assert.Equal((0, 1), (outcome.Accepted, outcome.Refused));
        Assert.StartsWith("future", (await Quarantined()).Entries.Single().Detail);
    }

    [Fact]
    public async Task A_repeated_number_of_a_device_changes_nothing_and_a_newer_one_does()
    {
        using var device = await Device("d1");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await device.Report(Payload(now, 1, sequence: 7));
        await device.Report(Payload(now, 99, sequence: 7));
        Assert.Equal(1, (await Value()).Number);
        await device.Report(Payload(now, 2, sequence: 8));
        Assert.Equal(2, (await Value()).Number);
    }

    [Fact]
    public async Task A_twin_that_was_deleted_is_registered_anew_when_it_reports_again()
    {
        using var device = await Device("d1");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await device.Report(Payload(now, 1));
        Assert.Equal(1, (await Value()).Number);
        await city.Entity(Devices.Twin).Delete();
        await device.Report(Payload(now + 1, 2));
        Assert.Equal(2, (await Value()).Number);
        Assert.Empty(city.Quarantine.Entries);
    }

    [Fact]
    public async Task What_was_refused_at_the_door_is_listed_and_leaves_when_it_passes()
    {
        using var device = await Device("d1");
        await device.Report("""{"a": 1, "b": NaN}""");
        var entry = Assert.Single((await Quarantined()).Entries);
        Assert.Equal("syntax", entry.Reason);
        await city.Quarantine.Remove([entry.Id]);
        await city.Quarantine.Keep([entry with { Payload = [.. """{"pm25": 5}"""u8] }]);
        var outcome = await city.Grains.GetGrain<IQuarantineGrain>(0).Replay([entry.Id]);
        Assert.Equal((1, 0), (outcome.Accepted, outcome.Refused));
        Assert.Equal(5, (await Value()).Number);
        Assert.Empty(city.Quarantine.Entries);
    }

    private Task<IMqttClient> Device(string id) =>
        city.Services.GetRequiredService<MqttDoor>().EndPoint!.Device(id).Within("the connection");

    private async Task<QuarantinePage> Quarantined()
    {
        await city.Pulse.Until(() => city.Quarantine.Entries.Count > 0, "an entry in the quarantine");
        return await city.Grains.GetGrain<IQuarantineGrain>(0).List(null, null, 10);
    }

    private async Task<TwinValue> Value()
    {
        await city.Statuses();
        var state = await city.Entity(Devices.Twin).Read();
        return state?.Channel("pm25")?.Value ?? default;
    }

    private static string Payload(long observedAtMs, double value, uint sequence = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"observedAt": {{observedAtMs}}, {{(sequence > 0 ? $"\"sequence\": {sequence}, " : "")}}"pm25": {{value}}}""");
}
