using CityActors.Edge.Tests.Log.Bench;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>An acknowledgement means durable: it comes behind the flush, in order, for many messages at a time, or not at all.</summary>
public sealed class AcknowledgementTests : IAsyncLifetime
{
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options => options.Mqtt.ReceiveMaximum = 600);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_message_is_acknowledged_when_it_is_durable_and_not_before(MqttProtocolVersion version)
    {
        city.Log.Hold();
        using var device = await city.Mqtt.Device("d1", version);
        var report = device.Report("""{"observedAt": 1700000000000, "sequence": 9, "pm25": 12.5}""");
        await city.Appended(1);
        await device.PingAsync();
        Assert.False(report.IsCompleted);
        city.Log.Release();
        Assert.Equal(MqttClientPublishReasonCode.Success, (await report.Within("the acknowledgement")).ReasonCode);
        var reading = Assert.Single(city.Of(Devices.Twin, "pm25"));
        Assert.Equal((12.5, 1_700_000_000_000, 9u, "d1"), (reading.Number, reading.ObservedAtMs, reading.Sequence, reading.Actor));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_messages_in_flight_are_acknowledged_in_order_behind_one_flush(bool isVersion5)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5);
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 0}"""));
        await device.Acknowledged(1);
        var before = city.Log.Appends;
        city.Log.Hold();
        await device.Send([.. Enumerable.Range(1, 500).Select(i => device.Publish(Devices.Topic, $$"""{"pm25": {{i}}}""", id: (ushort)i))]);
        await city.Appended(501);
        await device.NothingWasSent();
        Assert.InRange(city.Log.Appends - before, 1, 3);
        city.Log.Release();
        Assert.Equal(Enumerable.Range(1, 500).Select(static i => (ushort)i), await device.Acknowledged(500));
        Assert.Equal(
            Enumerable.Range(0, 501).Select(static i => (double)i), city.Of(Devices.Twin, "pm25").Select(static one => one.Number));
    }

    [Fact]
    public async Task A_later_flush_that_ends_first_acknowledges_nothing_out_of_order()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        city.Log.Hold();
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 1}""", id: 1));
        await city.Appended(1);
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 2}""", id: 2));
        await city.Appended(2);
        city.Log.ReleaseNewest();
        await device.NothingWasSent();
        city.Log.Release();
        Assert.Equal([1, 2], await device.Acknowledged(2));
    }

    [Fact]
    public async Task A_message_of_qos_0_is_kept_and_not_acknowledged()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.Send(
            device.Publish(Devices.Topic, """{"pm25": 1}""", qos: 0), device.Publish(Devices.Topic, """{"pm25": 2}""", id: 7));
        Assert.Equal([7], await device.Acknowledged(1));
        Assert.Equal(2, city.Log.Readings.Count);
    }

    [Fact]
    public async Task A_message_of_qos_2_of_an_old_client_goes_through_its_four_steps()
    {
        using var device = await city.Mqtt.Device("d1", MqttProtocolVersion.V311);
        var result = await device.PublishStringAsync(Devices.Topic, """{"pm25": 1}""", MqttQualityOfServiceLevel.ExactlyOnce)
            .Within("the end of QoS 2");
        Assert.True(result.IsSuccess);
        Assert.Single(city.Log.Readings);
    }

    [Fact]
    public async Task Messages_sent_right_before_the_end_of_the_connection_are_kept()
    {
        using (var device = await RawMqtt.Connect(city.Mqtt, "d1"))
        {
            city.Progress.Begin(0, 1);
            await device.Send([.. Enumerable.Range(0, 2_000).Select(i => device.Publish(Devices.Topic, $$"""{"pm25": {{i}}}""", qos: 0))]);
            await device.Send([0xE0, 0]);
            device.EndSending();
        }

        city.Progress.End(0, -1);
        await city.Appended(2_000);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, (int)MqttDisconnectReasonCode.ServerBusy)]
    public async Task When_the_log_fails_nothing_is_acknowledged_and_the_connection_ends(bool isVersion5, int reason)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5);
        city.Log.Hold();
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 1}""", id: 1));
        await city.Appended(1);
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 2}""", id: 2));
        await city.Appended(2);
        city.Log.FailOne();
        city.Log.Release();
        Assert.Equal(reason, await device.Closed());
        using var again = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5);
        await again.Send(again.Publish(Devices.Topic, """{"pm25": 1}""", id: 1));
        Assert.Equal([1], await again.Acknowledged(1));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 0x88)]
    public async Task While_the_log_accepts_nothing_nobody_is_let_in(bool isVersion5, byte code)
    {
        city.Log.Failure = "No space left on device.";
        using var device = await RawMqtt.Open(city.Mqtt, isVersion5);
        await device.Send(RawMqtt.ConnectPacket("d1", isVersion5));
        var (type, body) = await device.Packet();
        Assert.Equal((2, code), (type, body[1]));
        await device.Closed();
        city.Log.Failure = null;
        (await RawMqtt.Connect(city.Mqtt, "d1", isVersion5)).Dispose();
    }

    [Fact]
    public async Task A_client_is_slowed_while_the_fold_lags_and_loses_nothing()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        using var slowed = new Counted(CityActors.Telemetry.CityTelemetry.IngressSlowed);
        city.Progress.Begin(2, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 10_000);
        await device.Send([.. Enumerable.Range(1, 100).Select(i => device.Publish(Devices.Topic, $$"""{"pm25": {{i}}}""", id: (ushort)i))]);
        await slowed.Until(1);
        Assert.Empty(city.Log.Readings);
        city.Progress.End(2, -1);
        Assert.Equal(100, (await device.Acknowledged(100))[^1]);
    }

    [Fact]
    public async Task While_the_shards_do_not_answer_messages_wait_and_are_acknowledged_afterwards()
    {
        city.Directory.IsDown = true;
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        using var refused = new Counted(CityActors.Telemetry.CityTelemetry.Refused);
        await device.Send(device.Publish(Devices.Topic, """{"pm25": 1}""", id: 1));
        await refused.Until(1);
        city.Directory.IsDown = false;
        Assert.Equal([1], await device.Acknowledged(1));
    }
}
