using CityActors.Twins;

namespace CityActors.Simulators.Replay;

/// <summary>Names in recordings as URNs: the same whether a thing comes over MQTT, over HTTP or from a network.</summary>
internal static class RecordedNames
{
    /// <summary>
    /// The URN of a name. The wildcards of MQTT, which edges of SUMO may bear, cannot stand in a topic: they are percent-encoded.
    /// </summary>
    /// <returns>False when the name cannot be one.</returns>
    public static bool TryTwin(string type, string? name, out string twin)
    {
        twin = "";
        var plain = name?.Replace("+", "%2B", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        return TwinId.TryCreate(type, plain, out twin);
    }
}
