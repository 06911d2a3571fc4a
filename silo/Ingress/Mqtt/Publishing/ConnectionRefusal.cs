using MQTTnet.Protocol;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>Why a connection is ended by us.</summary>
/// <param name="Code">What an MQTT 5 client is told.</param>
/// <param name="Reason">Word for counting.</param>
/// <param name="Detail">Sentence.</param>
internal sealed record ConnectionRefusal(MqttDisconnectReasonCode Code, string Reason, string Detail);
