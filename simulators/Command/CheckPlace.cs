using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Command;

/// <summary>Where the API is that results are checked against.</summary>
internal static class CheckPlace
{
    private const int ApiPort = 8080;

    /// <summary>What <c>--api</c> says; else the HTTP target itself, or port 8080 of the MQTT target's host.</summary>
    public static Uri Of(CommandLine line, Target target) =>
        line.Api("--api") ?? (target.IsMqtt ? target with { IsMqtt = false, Port = ApiPort } : target).HttpAddress;
}
