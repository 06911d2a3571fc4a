namespace CityActors.Silo.Ingress.Gateway;

/// <summary>The words doors are counted by.</summary>
internal static class Doors
{
    public const string Mqtt = "mqtt";
    public const string Http = "http";
    public const string Quarantine = "quarantine";
}
