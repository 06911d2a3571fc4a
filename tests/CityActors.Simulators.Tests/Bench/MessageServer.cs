using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CityActors.TestKit;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CityActors.Simulators.Tests.Bench;

/// <summary>An MQTT server in this process that can drop connections and refuse messages, and remembers what it acknowledged.</summary>
internal sealed class MessageServer : IAsyncDisposable
{
    private const string Dropped = "dropped";

    private readonly Lock gate = new();
    private readonly List<(string Client, string Topic, string Payload)> acknowledged = [];
    private MqttServer? server;

    /// <summary>Port it listens on, also while it is stopped.</summary>
    public int Port { get; } = Ports.One();

    /// <summary>Messages seen so far, acknowledged or not.</summary>
    public int Seen { get; private set; }

    /// <summary>Which message, by the count of those seen, closes its connection instead of being acknowledged.</summary>
    public Func<int, bool> Drops { get; set; } = static _ => false;

    /// <summary>Which payloads are refused.</summary>
    public Func<string, bool> Refuses { get; set; } = static _ => false;

    /// <summary>What was acknowledged, in order.</summary>
    public IReadOnlyList<(string Client, string Topic, string Payload)> Acknowledged
    {
        get
        {
            lock (gate)
            {
                return [.. acknowledged];
            }
        }
    }

    /// <summary>Is released once for each message seen: a test that waits for more awaits it.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    /// <summary>Starts listening.</summary>
    public async Task<MessageServer> Start()
    {
        var factory = new MqttServerFactory();
        server = factory.CreateMqttServer(factory.CreateServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .Build());
        server.InterceptingPublishAsync += Take;
        await server.StartAsync();
        return this;
    }

    /// <summary>Stops listening and closes all connections.</summary>
    public async Task Stop()
    {
        if (server is not null)
        {
            await server.StopAsync();
            server.Dispose();
            server = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Stop();

    /// <summary>The number a payload of flat JSON bears.</summary>
    public static uint Sequence(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.GetProperty("sequence").GetUInt32();
    }

    private Task Take(InterceptingPublishEventArgs args)
    {
        lock (gate)
        {
            args.ProcessPublish = false;
            var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(args.ApplicationMessage.Payload));

            // What a dropped connection had sent before it noticed is not seen, as by a server that was killed.
            if (args.SessionItems.Contains(Dropped) || Drops(++Seen))
            {
                args.SessionItems[Dropped] = true;
                args.CloseConnection = true;
            }
            else if (Refuses(payload))
            {
                args.Response.ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid;
            }
            else
            {
                acknowledged.Add((args.ClientId, args.ApplicationMessage.Topic, payload));
            }
        }

        Arrived.Release();
        return Task.CompletedTask;
    }
}
