using System.Net;
using MQTTnet;
using MQTTnet.Formatter;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>Devices that speak through MQTTnet's client.</summary>
internal static class Devices
{
    /// <summary>The topic most tests use.</summary>
    public const string Topic = "city/AirQualityObserved/q1/telemetry";

    /// <summary>Its twin.</summary>
    public const string Twin = "urn:ngsi-ld:AirQualityObserved:q1";

    /// <summary>Connects one.</summary>
    public static async Task<IMqttClient> Device(
        this IPEndPoint server, string id, MqttProtocolVersion version = MqttProtocolVersion.V500,
        Action<MqttClientOptionsBuilder>? configure = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer(server.Address.ToString(), server.Port)
            .WithClientId(id).WithProtocolVersion(version).WithTimeout(TimeSpan.FromSeconds(30));
        configure?.Invoke(options);
        await client.ConnectAsync(options.Build());
        return client;
    }

    /// <summary>Publishes with QoS 1.</summary>
    public static Task<MqttClientPublishResult> Report(this IMqttClient client, string payload, string topic = Topic) =>
        client.PublishStringAsync(topic, payload, MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce);
}
