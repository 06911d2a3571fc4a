using CityActors.Quarantine;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Refusals;
using CityActors.Telemetry;
using CityActors.Edge.Tests.Ingress.Http;
using CityActors.Edge.Tests.Ingress.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.Ingress.Refusals;

/// <summary>What is refused is counted, logged once a source, kept, and can be fed again.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(
        static options =>
        {
            options.Admission.Unknown = UnknownTwins.Refuse;
            options.Gateway.QuarantinePerSourcePerMinute = 5;
        },
        time);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task A_refusal_is_counted_each_time_and_logged_once_a_source_and_reason()
    {
        using var counted = new Counted(CityTelemetry.Refused, RefusalReason.NoField);
        for (var i = 0; i < 4; i++)
        {
            (await city.Http.Send("/write", "air,id=q1\nair,id=q1\n", source: i % 2 == 0 ? "a" : "b")).Dispose();
        }

        Assert.True(counted.Total >= 8);
        Assert.Equal(2, city.Logs.Messages.Count(static message => message.Contains("no-field", StringComparison.Ordinal)));
        Assert.DoesNotContain(city.Logs.Messages, static message => message.Contains("air,id=q1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_fills_its_share_of_a_minute_and_no_more()
    {
        using var dropped = new Counted(CityTelemetry.QuarantineOverflow);
        (await city.Http.Send("/write", Lines(20), source: "noisy")).Dispose();
        (await city.Http.Send("/write", Lines(1), source: "quiet")).Dispose();
        await city.Quarantine.Entry(static entry => entry.Source == "quiet", "the entry of the quiet source");
        Assert.Equal(5, city.Quarantine.Entries.Count(static entry => entry.Source == "noisy"));
        Assert.True(dropped.Total >= 15);
        time.Advance(TimeSpan.FromMinutes(1));
        (await city.Http.Send("/write", Lines(1), source: "noisy")).Dispose();
        await city.Pulse.Until(
            () => city.Quarantine.Entries.Count(static entry => entry.Source == "noisy") == 6, "the entry of the next minute");
    }

    [Fact]
    public async Task A_quarantine_that_fails_is_tried_again()
    {
        using var failures = new Counted(CityTelemetry.LoopFailures);
        city.Quarantine.FailuresLeft = 2;
        (await city.Http.Send("/write", Lines(1), source: "a")).Dispose();
        await failures.Until(1);
        while (city.Quarantine.Entries.Count == 0)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Single(city.Quarantine.Entries);
    }

    [Fact]
    public async Task What_waits_for_the_quarantine_is_kept_when_the_city_stops()
    {
        using var failures = new Counted(CityTelemetry.LoopFailures);
        city.Quarantine.FailuresLeft = 1;
        (await city.Http.Send("/write", Lines(3), source: "a")).Dispose();
        await failures.Until(1);
        await city.Stop();
        Assert.Equal(3, city.Quarantine.Entries.Count);
    }

    [Fact]
    public async Task A_large_payload_is_kept_as_far_as_there_is_room_and_cannot_be_fed_again()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.Send(device.Publish(Devices.Topic, "{" + new string(' ', 100_000)));
        await device.Acknowledged(1);
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "syntax", "the payload in the quarantine");
        Assert.Equal(QuarantineOutbox.PayloadBytesMax, entry.Payload.Length);
        Assert.StartsWith(RefusalReason.TooLarge, await Feed(entry));
    }

    [Fact]
    public async Task A_message_of_an_unknown_twin_is_fed_again_once_it_is_registered()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.Send(device.Publish(Devices.Topic, """[{"n":"a","v":1,"t":-60}]"""));
        await device.Acknowledged(1);
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "unknown-twin", "the message in the quarantine");
        Assert.StartsWith("unknown-twin", await Feed(entry));
        city.Directory.Register(Devices.Twin, "a");
        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await Feed(entry));
        var reading = city.Of(Devices.Twin, "a").Single();
        Assert.Equal(("d1", entry.ArrivedAt.ToUnixTimeMilliseconds() - 60_000), (reading.Actor, reading.ObservedAtMs));
        Assert.Single(city.Quarantine.Entries);
    }

    [Fact]
    public async Task A_line_is_fed_again_with_the_precision_it_came_with()
    {
        (await city.Http.Send("/write?precision=s", "air,id=q1 a=1 1700000000", source: "telegraf")).Dispose();
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "unknown-twin", "the line in the quarantine");
        city.Directory.Register("urn:ngsi-ld:Air:q1", "a");
        Assert.Null(await Feed(entry));
        Assert.Equal(1_700_000_000_000, city.Of("urn:ngsi-ld:Air:q1", "a").Single().ObservedAtMs);
    }

    [Fact]
    public async Task Telemetry_of_a_path_is_fed_again_to_its_twin()
    {
        (await city.Http.Send("/ingest/telemetry/AirQualityObserved/Tr%E1%BA%A1m%201", """{"a": 1}""", "application/json")).Dispose();
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "unknown-twin", "the message in the quarantine");
        var twin = IngressHost.Id("AirQualityObserved", "Trạm 1");
        city.Directory.Register(twin, "a");
        Assert.Null(await Feed(entry));
        Assert.Single(city.Of(twin, "a"));
    }

    [Fact]
    public async Task Half_of_a_message_is_never_fed_again()
    {
        city.Directory.Register(Devices.Twin, "a");
        var entry = new QuarantineEntry(
            "in-1", "d1", Devices.Topic, "range", "", time.GetUtcNow(), "application/json", [.. """{"a": 1, "b": 1e400}"""u8]);
        Assert.StartsWith("range", await Feed(entry));
        Assert.Empty(city.Log.Readings);
    }

    [Theory]
    [InlineData("syntax", new byte[] { 1, 2, 3 })]
    [InlineData("syntax", new byte[0])]
    public async Task A_record_that_is_none_is_not_fed_again(string reason, byte[] record)
    {
        var entry = new QuarantineEntry(
            "1.2.7.0", "d1", "Reading", "poison", "", time.GetUtcNow(), "application/vnd.city.record", [.. record]);
        Assert.StartsWith(reason, await Feed(entry));
    }

    [Fact]
    public async Task A_record_from_the_future_waits_for_its_time_and_goes_back_to_its_partition()
    {
        var records = new CityActors.Domain.Log.RecordWriter();
        var observedAt = time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        records.Reading(3, CityActors.Twins.Channels.ValueKind.Boolean, 1, [], observedAt, 9);
        var entry = new QuarantineEntry(
            "1.2.7.0", "d1", "Reading", "future", "", time.GetUtcNow(), "application/vnd.city.record", [.. records.Written.Span]);
        Assert.StartsWith(RefusalReason.Future, await Feed(entry));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Feed(entry));
        var reading = city.Log.Readings.Single();
        Assert.Equal((2, 3), (reading.Partition, reading.Handle));
        Assert.Equal((observedAt, 9u, "d1"), (reading.ObservedAtMs, reading.Sequence, reading.Actor));
        Assert.StartsWith(RefusalReason.Twin, await Feed(entry with { Id = "9.2.7.0" }));
        Assert.StartsWith(RefusalReason.Twin, await Feed(entry with { Id = "1.99.7.0" }));
    }

    private Task<string?> Feed(QuarantineEntry entry) => city.Service<CityActors.Grains.Quarantine.IQuarantineFeed>().Feed(entry);

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(static i => $"broken{i}\n"));
}
