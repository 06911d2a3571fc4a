using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Mqtt.Publishing;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Refusals;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>What every MQTT connection works with.</summary>
internal sealed record MqttServices(
    MqttOptions Options, ICollection<string> Roots, IngestGateway Gateway, RefusalLedger Ledger, TimeProvider Time, ILogger Logger)
{
    /// <summary>Bursts, used again by all connections.</summary>
    public MqttBurst.Pool Bursts { get; } = new();

    /// <summary>Memory for parsing, used again by all connections.</summary>
    public PayloadReadingsPool Readings { get; } = new();

    /// <summary>The root of what is counted before a topic is known.</summary>
    public string FirstRoot { get; } = Roots.First();
}
