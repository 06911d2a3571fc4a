using System.Globalization;
using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Reach;

/// <summary>A point of history.</summary>
/// <param name="AtMs">observedAt, Unix milliseconds.</param>
/// <param name="Value">Its value as text in one form, see <see cref="Text(in TwinValue)"/>.</param>
internal readonly record struct PastPoint(long AtMs, string Value)
{
    /// <summary>A value as the city answers it, in one form: the same value has the same text, however it was written.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Number(value.GetDouble()),
        JsonValueKind.String => "s:" + value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Object when value.TryGetProperty("coordinates", out var place) && place.GetArrayLength() >= 2 =>
            Place(place[0].GetDouble(), place[1].GetDouble()),
        _ => value.GetRawText(),
    };

    /// <summary>A value as it was sent, in the same form.</summary>
    public static string Text(in TwinValue value) => value.Kind switch
    {
        ValueKind.Number => Number(value.Number),
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Position => Place(value.Longitude, value.Latitude),
        _ => "s:" + value.Text,
    };

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Place(double longitude, double latitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{longitude:F7} {latitude:F7}");
}
