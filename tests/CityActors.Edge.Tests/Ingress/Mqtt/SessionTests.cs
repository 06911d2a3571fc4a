using System.Text;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Ingress.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>Sessions: subscribing, being taken over, dying, stopping.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_device_hears_the_commands_to_itself(MqttProtocolVersion version)
    {
        using var device = await city.Mqtt.Device("lamp-1", version);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        device.ApplicationMessageReceivedAsync += args =>
        {
            heard.TrySetResult(args.ApplicationMessage.ConvertPayloadToString());
            return Task.CompletedTask;
        };
        var answer = await device.SubscribeAsync("city/Streetlight/lamp-1/command", MqttQualityOfServiceLevel.AtLeastOnce);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, answer.Items.Single().ResultCode);
        await city.Service<MqttDoor>().Send("city/Streetlight/lamp-1/command", Encoding.UTF8.GetBytes("on"));
        Assert.Equal("on", await heard.Task.Within("the command"));
    }

    [Theory]
    [InlineData("city/Streetlight/lamp-2/command")]
    [InlineData("city/+/lamp-1/command")]
    [InlineData("city/Streetlight/+/command")]
    [InlineData("city/Streetlight/lamp-1/telemetry")]
    [InlineData("city/#")]
    [InlineData("#")]
    [InlineData("$SYS/#")]
    [InlineData("$share/all/city/Streetlight/lamp-1/command")]
    public async Task Nothing_else_can_be_subscribed(string filter)
    {
        using var device = await city.Mqtt.Device("lamp-1");
        var answer = await device.SubscribeAsync(filter);
        Assert.Contains(answer.Items.Single().ResultCode, (MqttClientSubscribeResultCode[])
            [MqttClientSubscribeResultCode.NotAuthorized, MqttClientSubscribeResultCode.SharedSubscriptionsNotSupported]);
        using var old = await city.Mqtt.Device("lamp-0", MqttProtocolVersion.V311);
        Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, (await old.SubscribeAsync(filter)).Items.Single().ResultCode);
    }

    [Fact]
    public async Task A_second_connection_of_the_same_client_takes_over()
    {
        using var first = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        using var second = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        Assert.Equal((int)MqttDisconnectReasonCode.SessionTakenOver, await first.Closed());
        await second.Send(second.Publish(Devices.Topic, """{"a": 1}"""));
        Assert.Equal([1], await second.Acknowledged(1));
    }

    [Fact]
    public async Task What_a_taken_over_connection_has_in_flight_is_kept()
    {
        city.Log.Hold();
        using var first = await RawMqtt.Connect(city.Mqtt, "d1");
        await first.Send(first.Publish(Devices.Topic, """{"a": 1}"""));
        await city.Appended(1);
        using var second = await RawMqtt.Connect(city.Mqtt, "d1");
        city.Log.Release();
        await second.Send(second.Publish(Devices.Topic, """{"a": 1}"""));
        Assert.Equal([1], await second.Acknowledged(1));
        Assert.Equal(2, city.Log.Readings.Count);
    }

    [Fact]
    public async Task The_will_of_a_device_is_telemetry()
    {
        await Die("""{"alive": false}""", Devices.Topic);
        await city.Appended(1);
        Assert.Equal(0, city.Of(Devices.Twin, "alive").Single().Number);
    }

    [Theory]
    [InlineData("""{"alive": false}""", "city/elsewhere", "topic")]
    [InlineData("gone", Devices.Topic, "syntax")]
    [InlineData("""{"alive": [1]}""", Devices.Topic, "type")]
    public async Task A_will_that_is_no_telemetry_is_refused_and_kept(string payload, string topic, string reason)
    {
        await Die(payload, topic);
        var entry = await city.Quarantine.Entry(entry => entry.Reason == reason, "the will in the quarantine");
        Assert.Equal(("mortal", topic), (entry.Source, entry.Topic));
    }

    [Fact]
    public async Task A_device_that_says_good_bye_leaves_no_will()
    {
        var device = await Mortal("""{"alive": false}""", Devices.Topic);
        await device.DisconnectAsync();
        await Die("""{"alive": true}""", Devices.Topic);
        await city.Appended(1);
        Assert.Equal([1.0], city.Of(Devices.Twin, "alive").Select(static reading => reading.Number));
    }

    [Fact]
    public async Task A_city_that_stops_makes_durable_what_it_has_taken()
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        city.Log.Hold();
        await device.Send(device.Publish(Devices.Topic, """{"a": 1}"""));
        await city.Appended(1);
        var stopping = city.Stop();
        city.Log.Release();
        await stopping.Within("the stop");
        await device.Ended();
    }

    private Task<IMqttClient> Mortal(string payload, string topic) => city.Mqtt.Device("mortal", configure: options =>
        options.WithWillTopic(topic).WithWillPayload(payload).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce));

    private async Task Die(string payload, string topic) => (await Mortal(payload, topic)).Dispose();
}
