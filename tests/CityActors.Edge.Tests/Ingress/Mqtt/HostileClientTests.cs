using System.Net.Sockets;
using CityActors.Edge.Tests.Log.Bench;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>Clients that break the protocol or the limits are shown the door, and the city goes on.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options =>
    {
        options.Mqtt.ReceiveMaximum = 10;
        options.Mqtt.ConnectSecondsMax = 2;
        options.Mqtt.TopicAliasesMax = 4;
        options.Mqtt.TopicsRemembered = 8;
    });

    public async ValueTask DisposeAsync()
    {
        await CityGoesOn();
        await city.DisposeAsync();
    }

    public static TheoryData<string, byte[]> NoPackets => new()
    {
        { "reserved type 0", [0x00, 0x00] },
        { "reserved type 15", [0xF0, 0x00] },
        { "remaining length of five bytes", [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01] },
        { "PUBLISH of QoS 3", RawMqtt.Packet(0x36, [.. RawMqtt.Text("a"), 0, 1]) },
        { "PUBLISH without a topic", RawMqtt.Packet(0x32, []) },
        { "PUBLISH with a topic longer than itself", RawMqtt.Packet(0x32, [0xFF, 0xFF, 0x61]) },
        { "PUBLISH of QoS 1 without an identifier", RawMqtt.Packet(0x32, RawMqtt.Text("a")) },
        { "PUBLISH of QoS 1 with identifier 0", RawMqtt.Packet(0x32, [.. RawMqtt.Text("a"), 0, 0]) },
        { "empty SUBSCRIBE", RawMqtt.Packet(0x82, []) },
        { "second CONNECT", RawMqtt.ConnectPacket("x") },
    };

    [Theory]
    [MemberData(nameof(NoPackets))]
    public async Task Bytes_that_are_no_packet_end_the_connection(string what, byte[] bytes)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.SendAsFarAsTaken(bytes);
        Assert.True(await device.Closed() == 0, what);
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 0x00 }, MqttDisconnectReasonCode.MalformedPacket)]
    [InlineData(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, MqttDisconnectReasonCode.MalformedPacket)]
    [InlineData(new byte[] { 0x32, 0x06, 0, 1, 0x61, 0, 1, 5 }, MqttDisconnectReasonCode.MalformedPacket)]
    [InlineData(new byte[] { 0x32, 0x08, 0, 1, 0x61, 0, 1, 2, 0x7E, 0 }, MqttDisconnectReasonCode.MalformedPacket)]
    [InlineData(new byte[] { 0x32, 0x09, 0, 1, 0x61, 0, 1, 3, 0x23, 0, 0 }, MqttDisconnectReasonCode.MalformedPacket)]
    [InlineData(new byte[] { 0x32, 0x09, 0, 1, 0x61, 0, 1, 3, 0x23, 0, 5 }, MqttDisconnectReasonCode.TopicAliasInvalid)]
    [InlineData(new byte[] { 0x32, 0x08, 0, 0, 0, 1, 3, 0x23, 0, 3 }, MqttDisconnectReasonCode.ProtocolError)]
    [InlineData(new byte[] { 0x34, 0x06, 0, 1, 0x61, 0, 1, 0 }, MqttDisconnectReasonCode.QoSNotSupported)]
    public async Task A_client_of_version_5_is_told_why(byte[] bytes, MqttDisconnectReasonCode reason)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        await device.SendAsFarAsTaken(bytes);
        Assert.Equal((int)reason, await device.Closed());
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x00 })]
    [InlineData(new byte[] { 0x30, 0x03, 0, 1, 0x61 })]
    [InlineData(new byte[] { 0x10, 0x00 })]
    [InlineData(new byte[] { 0x10, 0x04, 0, 4, 0x4D, 0x51 })]
    [InlineData(new byte[] { 0x47, 0x45, 0x54, 0x20, 0x2F })]
    public async Task Whoever_does_not_begin_with_connect_is_out(byte[] bytes)
    {
        using var device = await RawMqtt.Open(city.Mqtt);
        await device.SendAsFarAsTaken(bytes);
        await device.Closed();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, (int)MqttDisconnectReasonCode.PacketTooLarge)]
    public async Task A_packet_of_ten_megabytes_is_refused_before_it_is_read(bool isVersion5, int reason)
    {
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5);
        var sending = device.SendAsFarAsTaken(device.Publish(Devices.Topic, new string('x', 10_000_000)));
        Assert.Equal(reason, await device.Closed());
        await sending.Within("the end of sending");
        Assert.Empty(city.Log.Readings);
    }

    [Fact]
    public async Task Random_bytes_end_the_connection_and_nothing_else()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            using var device = seed % 4 == 0 ? await RawMqtt.Open(city.Mqtt) : await RawMqtt.Connect(city.Mqtt, "d1", seed % 2 == 0);
            await device.SendAsFarAsTaken(bytes);
            device.EndSending();
            await device.Ended();
        }

        Assert.DoesNotContain(city.Logs.Messages, static message => message.Contains("fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_of_version_5_beyond_the_receive_maximum_is_disconnected()
    {
        city.Log.Hold();
        using var device = await RawMqtt.Connect(city.Mqtt, "d1", isVersion5: true);
        await device.Send([.. Enumerable.Range(1, 11).Select(i => device.Publish(Devices.Topic, """{"pm25": 1}""", id: (ushort)i))]);
        var (type, body) = await device.Packet();
        Assert.Equal((14, (byte)MqttDisconnectReasonCode.ReceiveMaximumExceeded), (type, body[0]));
        Assert.Equal(10, city.Log.Readings.Count);
        city.Log.Release();
        await device.Ended();
    }

    [Fact]
    public async Task An_old_client_beyond_the_receive_maximum_is_read_more_slowly()
    {
        city.Log.Hold();
        using var device = await RawMqtt.Connect(city.Mqtt, "d1");
        await device.Send([.. Enumerable.Range(1, 25).Select(i => device.Publish(Devices.Topic, $$"""{"pm25": {{i}}}""", id: (ushort)i))]);
        await city.Appended(10);
        Assert.Equal(10, city.Log.Readings.Count);
        city.Log.Release();
        Assert.Equal(Enumerable.Range(1, 25).Select(static i => (ushort)i), await device.Acknowledged(25));
    }

    [Fact]
    public async Task The_limits_are_announced_to_clients_of_version_5()
    {
        using var device = new MqttClientFactory().CreateMqttClient();
        var answer = await device.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(city.Mqtt.Address.ToString(), city.Mqtt.Port).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId("").Build());
        Assert.Equal(10, answer.ReceiveMaximum!.Value);
        Assert.Equal(262_144u, answer.MaximumPacketSize!.Value);
        Assert.Equal(4, answer.TopicAliasMaximum);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, answer.MaximumQoS);
        Assert.False(answer.RetainAvailable);
        Assert.False(answer.WildcardSubscriptionAvailable);
        Assert.False(answer.SharedSubscriptionAvailable);
        Assert.NotEqual("", answer.AssignedClientIdentifier);
        await device.Report("""{"pm25": 1}""");
        Assert.Equal(answer.AssignedClientIdentifier, city.Log.Readings[0].Actor);
    }

    [Fact]
    public async Task Who_connects_and_says_nothing_is_out()
    {
        using var device = await RawMqtt.Open(city.Mqtt);
        await device.Send([0x10, 0x20, 0]);
        await device.Closed();
    }

    [Fact]
    public async Task A_client_that_falls_silent_is_told_so()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var patient = await IngressHost.Start(static options => options.Mqtt.SilenceSecondsMax = 60, time);
        using var device = await RawMqtt.Connect(patient.Mqtt, "d1", isVersion5: true);
        var closed = device.Closed();
        while (!closed.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal((int)MqttDisconnectReasonCode.KeepAliveTimeout, await closed);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_at_once()
    {
        await using var small = await IngressHost.Start(static options => options.Mqtt.ConnectionsMax = 2);
        using var first = await RawMqtt.Connect(small.Mqtt, "d1");
        using var second = await RawMqtt.Connect(small.Mqtt, "d2");
        try
        {
            using var third = await RawMqtt.Open(small.Mqtt);
            await third.Ended();
        }
        catch (SocketException)
        {
            // Reset before the client knew that it was connected.
        }

        await first.NothingWasSent();
        await second.NothingWasSent();
    }

    [Theory]
    [InlineData("$city")]
    [InlineData("a\u0001b")]
    public async Task A_client_id_that_can_be_no_actor_is_refused(string id)
    {
        using var device = await RawMqtt.Open(city.Mqtt);
        await device.Send(RawMqtt.ConnectPacket(id));
        Assert.Equal(2, (await device.Packet()).Body[1]);
        await device.Closed();
    }

    private async Task CityGoesOn()
    {
        city.Log.Release();
        using var device = await RawMqtt.Connect(city.Mqtt, "the-next");
        await device.Send(device.Publish(Devices.Topic, """{"next": 1}""", id: 1));
        Assert.Equal([1], await device.Acknowledged(1));
    }
}
