using System.Net;
using CityActors.Silo.Ingress.Commands;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Refusals;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>The MQTT server of the city, as a hosted service.</summary>
internal sealed partial class MqttDoor(
    IngestGateway gateway,
    RefusalLedger ledger,
    IOptions<IngressOptions> options,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<MqttDoor> logger) : IHostedService, IAsyncDisposable
{
    private MqttListener? listener;
    private MqttServer? server;

    /// <summary>Which devices listen for commands.</summary>
    public DeviceListeners Listeners { get; } = new(options.Value.TopicRoots);

    /// <summary>Where it listens; null while it does not.</summary>
    public IPEndPoint? EndPoint => listener?.EndPoint as IPEndPoint;

    /// <summary>Sends a command to a device that has subscribed to its command topic.</summary>
    public Task Send(string topic, byte[] payload) => server is null
        ? Task.CompletedTask
        : server.InjectApplicationMessage(new InjectedMqttApplicationMessage(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload)
                .WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).Build())
        {
            SenderClientId = MqttPolicy.CitySender,
        });

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value.Mqtt;
        if (settings.Endpoint.Length == 0)
        {
            return;
        }

        var services = new MqttServices(settings, options.Value.TopicRoots, gateway, ledger, time, logger);
        var policy = new MqttPolicy(services);
        listener = new MqttListener(services, loggers);
        server = new MqttServer(
            new MqttServerOptions { DefaultCommunicationTimeout = TimeSpan.FromSeconds(settings.ConnectSecondsMax) },
            [listener], MqttNetNullLogger.Instance);
        server.ValidatingConnectionAsync += policy.Connecting;
        server.InterceptingSubscriptionAsync += policy.Subscribing;
        server.InterceptingPublishAsync += policy.Dispatching;
        Listen(server);
        await server.StartAsync();
        Listening(listener.EndPoint);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            await server.StopAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        return default;
    }

    private void Listen(MqttServer events)
    {
        events.ClientConnectedAsync += args => Told(() => Listeners.Connected(args.ClientId));
        events.ClientDisconnectedAsync += args => Told(() => Listeners.Disconnected(args.ClientId));
        events.ClientSubscribedTopicAsync += args => Told(() => Listeners.Subscribed(args.ClientId, args.TopicFilter.Topic));
        events.ClientUnsubscribedTopicAsync += args => Told(() => Listeners.Unsubscribed(args.ClientId, args.TopicFilter));
        events.SessionDeletedAsync += args => Told(() => Listeners.SessionEnded(args.Id));
    }

    private static Task Told(Action tell)
    {
        tell();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT listens on {Endpoint}")]
    private partial void Listening(EndPoint? endpoint);
}
