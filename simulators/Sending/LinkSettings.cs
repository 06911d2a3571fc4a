using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Sending;

/// <summary>How a link speaks.</summary>
/// <param name="Source">Client id (MQTT) or source name (HTTP): what the city writes the readings down under.</param>
/// <param name="Payload">Form of the messages.</param>
/// <param name="Qos">0: nobody acknowledges; 1: durable.</param>
/// <param name="Window">Messages that may wait for their acknowledgement, 1-1,000 (what the city lets an MQTT client have).</param>
/// <param name="Patience">How long a city may be unreachable.</param>
public sealed record LinkSettings(string Source, PayloadForm Payload, int Qos, int Window, TimeSpan Patience)
{
    /// <summary>Default of <see cref="Window"/>.</summary>
    public const int WindowDefault = 500;

    /// <summary>Default of <see cref="Patience"/>: a city with a million twins restarts well within it.</summary>
    public static readonly TimeSpan PatienceDefault = TimeSpan.FromSeconds(120);
}
