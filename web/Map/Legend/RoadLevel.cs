using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Web.Map.Legend;

/// <summary>The level of service of a road segment, as its derived channel says it.</summary>
internal static class RoadLevel
{
    /// <summary>Channel that carries it: a letter.</summary>
    public const string Channel = "levelOfService";

    /// <summary>All levels, from free to jammed.</summary>
    public const string All = "ABCDEF";

    // A road of which nothing came for so long is said to be unknown rather than free.
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(15);

    /// <summary>A to F; null when it has none, or none that is young enough or trusted.</summary>
    public static string? Of(TwinState road, DateTimeOffset now) =>
        road.Channel(Channel) is { Quality: not Quality.Invalid } level
        && level.Value is { Kind: ValueKind.Code or ValueKind.Text, Text: { Length: 1 } text }
        && All.Contains(text[0], StringComparison.Ordinal) && now - level.ArrivedAt <= Lasting
            ? text
            : null;
}
