using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Ingress.Admission;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>What messages become: readings, refusals with a reason, declarations.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options =>
    {
        options.TopicRoots.Add("registered");
        options.Admission.Doors["registered"] = UnknownTwins.Refuse;
    });

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task Every_format_is_read_by_its_first_byte()
    {
        using var device = await city.Mqtt.Device("d1");
        await device.Report("""{"a": 1}""");
        await device.Report("""[{"n": "a", "v": 2}]""");
        byte[] cbor = [0x81, 0xA2, 0x00, 0x61, 0x61, 0x02, 0x03];
        await device.PublishBinaryAsync(Devices.Topic, cbor, MqttQualityOfServiceLevel.AtLeastOnce);
        Assert.Equal([1.0, 2.0, 3.0], city.Of(Devices.Twin, "a").Select(static reading => reading.Number));
    }

    [Theory]
    [InlineData("application/senml+json", """[{"n": "a", "v": 1}]""", MqttClientPublishReasonCode.Success)]
    [InlineData("application/json", """{"a": 1}""", MqttClientPublishReasonCode.Success)]
    [InlineData("application/senml+cbor", """{"a": 1}""", MqttClientPublishReasonCode.PayloadFormatInvalid)]
    [InlineData("text/plain", "air a=1", MqttClientPublishReasonCode.PayloadFormatInvalid)]
    [InlineData("image/png", """{"a": 1}""", MqttClientPublishReasonCode.PayloadFormatInvalid)]
    public async Task A_content_type_says_how_the_payload_is_read(string type, string payload, MqttClientPublishReasonCode reason)
    {
        using var device = await city.Mqtt.Device("d1");
        var result = await device.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Devices.Topic).WithContentType(type)
            .WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        Assert.Equal(reason, result.ReasonCode);
    }

    [Fact]
    public async Task A_topic_alias_stands_for_its_topic()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        await device.Send(
            device.Publish(Devices.Topic, """{"a": 1}""", id: 1, properties: [0x23, 0, 1]),
            device.Publish("", """{"a": 2}""", id: 2, properties: [0x23, 0, 1]),
            device.Publish("city/AirQualityObserved/q2/telemetry", """{"a": 3}""", id: 3, properties: [0x23, 0, 1]),
            device.Publish("", """{"a": 4}""", id: 4, properties: [0x23, 0, 1]));
        await device.Acknowledged(4);
        Assert.Equal([1.0, 2.0], city.Of(Devices.Twin, "a").Select(static reading => reading.Number));
        Assert.Equal([3.0, 4.0], city.Of(IngressHost.Id("AirQualityObserved", "q2"), "a").Select(static reading => reading.Number));
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, MqttClientPublishReasonCode.Success)]
    [InlineData(MqttProtocolVersion.V500, MqttClientPublishReasonCode.PayloadFormatInvalid)]
    public async Task A_broken_payload_is_acknowledged_with_its_reason_and_kept(
        MqttProtocolVersion version, MqttClientPublishReasonCode expected)
    {
        using var device = await city.Mqtt.Device("d1", version);
        Assert.Equal(expected, (await device.Report("""{"a": NaN}""")).ReasonCode);
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "syntax", "the broken payload in the quarantine");
        Assert.Equal(("d1", Devices.Topic, "application/json"), (entry.Source, entry.Topic, entry.ContentType));
        Assert.Equal("""{"a": NaN}"""u8.ToArray(), entry.Payload);
    }

    [Fact]
    public async Task A_half_broken_payload_keeps_its_good_half()
    {
        using var device = await city.Mqtt.Device("d1");
        Assert.Equal(MqttClientPublishReasonCode.Success, (await device.Report("""{"a": 1, "b": 1e400}""")).ReasonCode);
        Assert.Single(city.Of(Devices.Twin, "a"));
        await city.Quarantine.Entry(static entry => entry.Reason == "range", "the refused half in the quarantine");
    }

    [Theory]
    [InlineData("city/AirQualityObserved/../telemetry")]
    [InlineData("city/AirQualityObserved//telemetry")]
    [InlineData("city/+/q1/telemetry")]
    [InlineData("city/#")]
    [InlineData("$SYS/a/b/telemetry")]
    [InlineData("a\0b")]
    public async Task A_topic_that_is_none_is_refused_and_what_came_is_kept(string topic)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        await device.Send(device.Publish(topic, """{"a": 1}""", id: 3));
        var (type, body) = await device.Packet();
        Assert.Equal((4, 3, (byte)MqttClientPublishReasonCode.TopicNameInvalid), (type, body[1], body[2]));
        await city.Quarantine.Entry(static entry => entry.Reason == "topic", "the message in the quarantine");
        Assert.Empty(city.Log.Readings);
    }

    [Fact]
    public async Task An_id_with_spaces_and_vietnamese_letters_is_a_twin()
    {
        using var device = await city.Mqtt.Device("d1");
        await device.Report("""{"a": 1}""", "city/AirQualityObserved/Trạm Cầu Giấy/telemetry");
        Assert.Single(city.Of("urn:ngsi-ld:AirQualityObserved:Tr%E1%BA%A1m%20C%E1%BA%A7u%20Gi%E1%BA%A5y", "a"));
    }

    [Fact]
    public async Task Unknown_twins_are_registered_or_refused_by_the_root_of_their_topic()
    {
        using var device = await city.Mqtt.Device("d1");
        const string Strict = "registered/AirQualityObserved/q7/telemetry";
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await device.Report("""{"a": 1}""", Strict)).ReasonCode);
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "unknown-twin", "the message in the quarantine");
        Assert.Contains("urn:ngsi-ld:AirQualityObserved:q7", entry.Detail, StringComparison.Ordinal);
        Assert.Equal(MqttClientPublishReasonCode.Success, (await device.Report("""{"a": 2}""")).ReasonCode);
        city.Directory.Register("urn:ngsi-ld:AirQualityObserved:q7", "a");
        Assert.Equal(MqttClientPublishReasonCode.Success, (await device.Report("""{"a": 3}""", Strict)).ReasonCode);
        Assert.Equal([2.0, 3.0], city.Log.Readings.Select(static reading => reading.Number));
    }

    [Fact]
    public async Task A_unit_is_registered_with_its_channel()
    {
        using var device = await city.Mqtt.Device("d1");
        await device.Report("""[{"n": "t", "v": 1, "u": "Cel"}]""");
        Assert.Equal("Cel", city.Directory.UnitOf(Devices.Twin, "t"));
    }

    [Fact]
    public async Task From_its_declaration_on_a_connection_is_the_source_it_declared()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "replayer");
        await device.Send(
            device.Publish(Devices.Topic, """{"a": 1}""", id: 1),
            device.Publish("city/sources/bologna/declare", """{"kind": "replay", "epoch": "2020-11-13T08:00:00Z"}""", id: 2),
            device.Publish(Devices.Topic, """{"a": 2}""", id: 3));
        Assert.Equal([1, 2, 3], await device.Acknowledged(3));
        Assert.Equal(["replayer", "bologna"], city.Of(Devices.Twin, "a").Select(static reading => reading.Actor));
        Assert.Equal([0, 1, 2, 3], city.Log.Declarations.Select(static declared => declared.Partition).Order());
        Assert.All(city.Log.Declarations, static declared =>
            Assert.Equal(
                ("bologna", "bologna", true, 1_605_254_400_000),
                (declared.Source, declared.Actor, declared.IsReplay, declared.EpochMs)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind": "replay", "epoch": "soon"}""")]
    [InlineData("""{"kind": "dream"}""")]
    [InlineData("[1]")]
    public async Task A_declaration_that_cannot_be_read_is_refused_and_changes_nothing(string payload)
    {
        using var device = await city.Mqtt.Device("d1");
        Assert.Equal(
            MqttClientPublishReasonCode.PayloadFormatInvalid, (await device.Report(payload, "city/sources/bologna/declare")).ReasonCode);
        await device.Report("""{"a": 1}""");
        Assert.Equal("d1", city.Log.Readings[0].Actor);
        Assert.Empty(city.Log.Declarations);
    }

    [Fact]
    public async Task A_retained_message_is_telemetry_as_any_other()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.Send(device.Publish(Devices.Topic, """{"a": 1}""", retain: true));
        Assert.Equal([1], await device.Acknowledged(1).Within("the acknowledgement"));
        Assert.Single(city.Log.Readings);
    }

    [Fact]
    public async Task More_topics_than_are_remembered_are_still_told_apart()
    {
        await using var small = await IngressHost.Start(static options => options.Mqtt.TopicsRemembered = 3);
        using var device = await RawMqtt.Connect(small.Mqtt, "d1");
        for (var round = 0; round < 3; round++)
        {
            await device.Send([.. Enumerable.Range(1, 10).Select(i =>
                device.Publish($"city/AirQualityObserved/q{i}/telemetry", $$"""{"a": {{i}}}""", id: (ushort)i))]);
            await device.Acknowledged(10);
        }

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal([i, i, i], small.Of(IngressHost.Id("AirQualityObserved", $"q{i}"), "a").Select(static reading => reading.Number));
        }
    }
}
