using System.Net;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>The MQTT server and its limits.</summary>
public sealed class MqttOptions
{
    /// <summary>
    /// Where it listens, HOST:PORT; empty: it does not. Default <c>127.0.0.1:1883</c>: who opens it to a network says so.
    /// </summary>
    public string Endpoint { get; set; } = "127.0.0.1:1883";

    /// <summary>Largest packet, bytes. Default 262,144: a thousand SenML records. Announced to MQTT 5 clients.</summary>
    public int PacketBytesMax { get; set; } = 256 << 10;

    /// <summary>Connections at a time. Default 50,000; further ones are closed at once.</summary>
    public int ConnectionsMax { get; set; } = 50_000;

    /// <summary>
    /// Connections accepted in a second. Default 1,000; further ones wait in the backlog: after a restart everybody comes back at
    /// once.
    /// </summary>
    public int ConnectsPerSecond { get; set; } = 1_000;

    /// <summary>
    /// Messages of QoS 1 and 2 of one connection that may wait for their acknowledgement, 1-65,535. Default 1,000: at a flush every
    /// few milliseconds one connection moves some 100,000 messages a second. Announced to MQTT 5 clients, who are disconnected
    /// beyond it; MQTT 3.1.1 clients are read more slowly.
    /// </summary>
    public int ReceiveMaximum { get; set; } = 1_000;

    /// <summary>Topic aliases an MQTT 5 client may use on a connection. Default 64.</summary>
    public int TopicAliasesMax { get; set; } = 64;

    /// <summary>
    /// Topics of one connection whose twin is remembered. Default 1,024; beyond it the oldest memory is dropped as a whole.
    /// </summary>
    public int TopicsRemembered { get; set; } = 1_024;

    /// <summary>Time from the connection to the end of CONNECT, seconds. Default 10.</summary>
    public int ConnectSecondsMax { get; set; } = 10;

    /// <summary>
    /// Silence after which a client without keep-alive is disconnected, seconds. Default 3,600: a half-open connection does not stay
    /// for ever.
    /// </summary>
    public int SilenceSecondsMax { get; set; } = 3_600;

    /// <summary>Time a client may take to read what is sent to it, seconds. Default 30.</summary>
    public int SendSecondsMax { get; set; } = 30;

    /// <summary>Reads <see cref="Endpoint"/>.</summary>
    internal bool TryEndpoint(out IPEndPoint endpoint)
    {
        var text = Endpoint.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase)
            ? "127.0.0.1" + Endpoint["localhost".Length..]
            : Endpoint;
        text = text.StartsWith("*:", StringComparison.Ordinal) ? "[::]" + text[1..] : text;
        return IPEndPoint.TryParse(text, out endpoint!) && text.Contains(':');
    }
}

/// <summary>Holds the options to their ranges.</summary>
internal sealed class MqttOptionsValidator : IValidateOptions<MqttOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttOptions options)
    {
        var rules = new OptionRules("City:Ingress:Mqtt");
        rules.Must(
            nameof(options.Endpoint), options.Endpoint.Length == 0 || options.TryEndpoint(out _),
            $"must be ADDRESS:PORT, e.g. 127.0.0.1:1883, or empty; it is '{options.Endpoint}'");
        rules.AtLeast(nameof(options.PacketBytesMax), options.PacketBytesMax, 1_024);
        rules.AtMost(nameof(options.PacketBytesMax), options.PacketBytesMax, 16 << 20);
        rules.AtLeast(nameof(options.ConnectionsMax), options.ConnectionsMax, 1);
        rules.AtLeast(nameof(options.ConnectsPerSecond), options.ConnectsPerSecond, 1);
        rules.AtLeast(nameof(options.ReceiveMaximum), options.ReceiveMaximum, 1);
        rules.AtMost(nameof(options.ReceiveMaximum), options.ReceiveMaximum, 65_535);
        rules.AtLeast(nameof(options.TopicAliasesMax), options.TopicAliasesMax, 0);
        rules.AtMost(nameof(options.TopicAliasesMax), options.TopicAliasesMax, 65_535);
        rules.AtLeast(nameof(options.TopicsRemembered), options.TopicsRemembered, 1);
        rules.AtLeast(nameof(options.ConnectSecondsMax), options.ConnectSecondsMax, 1);
        rules.AtLeast(nameof(options.SilenceSecondsMax), options.SilenceSecondsMax, 1);
        rules.AtLeast(nameof(options.SendSecondsMax), options.SendSecondsMax, 1);
        return rules.Result();
    }
}
