using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Web.Map.Legend;

/// <summary>The level of service of a road segment, as its derived channel says it.</summary>
internal static class RoadLevel
{
    /// <summary>All levels, from free to jammed.</summary>
    public const string All = "ABCDEF";

    // Loops see every vehicle, edge data every vehicle of a recording, matched vehicles only those that report: the best source speaks.
    private static readonly string[] Channels = ["levelOfService", "levelOfServiceByEdge", "levelOfServiceByVehicles"];

    // A road of which nothing came for so long is said to be unknown rather than free.
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(15);

    /// <summary>A to F; null when it has none, or none that is young enough or trusted.</summary>
    public static string? Of(TwinState road, DateTimeOffset now) =>
        Channels.Select(channel => Of(road.Channel(channel), now)).FirstOrDefault(static level => level is not null);

    private static string? Of(ChannelState? level, DateTimeOffset now) =>
        level is { Quality: not Quality.Invalid }
        && level.Value is { Kind: ValueKind.Code or ValueKind.Text, Text: { Length: 1 } text }
        && All.Contains(text[0], StringComparison.Ordinal) && now - level.ArrivedAt <= Lasting
            ? text
            : null;
}
