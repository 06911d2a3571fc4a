using System.IO.Pipelines;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Ingress;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Silo.Ingress.Refusals;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Packets;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>One connection over pipes in memory, where a test knows which byte has been looked at.</summary>
public sealed class MqttConnectionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly Pipe toServer = new(
        new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly Pipe toDevice = new();
    private IngressHost city = null!;
    private MqttConnection connection = null!;

    public async ValueTask InitializeAsync()
    {
        city = await IngressHost.Start();
        var options = city.Service<IOptions<IngressOptions>>().Value;
        var services = new MqttServices(
            options.Mqtt, options.TopicRoots, city.Gateway, city.Service<RefusalLedger>(), time, NullLogger.Instance);
        var context = new DefaultConnectionContext("c1")
        {
            Transport = new Duplex(toServer.Reader, toDevice.Writer),
        };
        connection = new MqttConnection(context, services);
    }

    public async ValueTask DisposeAsync()
    {
        connection.Dispose();
        await city.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_that_never_become_a_packet_are_silence()
    {
        var connecting = connection.ReceivePacketAsync(CancellationToken.None);
        await toServer.Writer.WriteAsync(RawMqtt.ConnectPacket("d1"));
        Assert.IsType<MqttConnectPacket>(await connecting.Within("CONNECT"));
        using var end = new CancellationTokenSource();
        var receiving = connection.ReceivePacketAsync(end.Token);
        await SendAndWait(0x30, 0x7F);
        for (var i = 0; i < 5; i++)
        {
            await SendAndWait(0x61);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Until(() => connection.Silence >= TimeSpan.FromSeconds(5), "five seconds of silence");
        await end.CancelAsync();
        Assert.Null(await receiving);
    }

    [Fact]
    public async Task A_packet_ends_the_silence()
    {
        var connecting = connection.ReceivePacketAsync(CancellationToken.None);
        await toServer.Writer.WriteAsync(RawMqtt.ConnectPacket("d1"));
        await connecting.Within("CONNECT");
        using var end = new CancellationTokenSource();
        var receiving = connection.ReceivePacketAsync(end.Token);
        time.Advance(TimeSpan.FromSeconds(5));
        await Until(() => connection.Silence == TimeSpan.FromSeconds(5), "five seconds of silence");
        await SendAndWait(0xC0, 0x00);
        time.Advance(TimeSpan.FromSeconds(1));
        await Until(() => connection.Silence == TimeSpan.FromSeconds(1), "one second of silence");
        await end.CancelAsync();
        Assert.Null(await receiving);
    }

    private Task SendAndWait(params byte[] bytes) => toServer.Writer.WriteAsync(bytes).AsTask().Within("the look at the bytes");

    private static async Task Until(Func<bool> condition, string what)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < end, $"Did not come within 30 s: {what}.");
            await Task.Yield();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
