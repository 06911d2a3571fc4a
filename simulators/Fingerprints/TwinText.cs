using System.Globalization;
using System.Text;
using System.Text.Json;
using CityActors.Simulators.Reach;

namespace CityActors.Simulators.Fingerprints;

/// <summary>
/// A twin as text in one form: attributes, relations, and channels with value, unit and observedAt, each sorted. Log positions, times of
/// arrival, ages, qualities and expiry are left out: they follow from when things happened to arrive, not from what was said.
/// </summary>
internal static class TwinText
{
    /// <summary>The text of an answer of <c>/api/twins</c>.</summary>
    public static string Of(JsonElement twin)
    {
        var text = new StringBuilder();
        text.Append(twin.GetProperty("id").GetString()).Append('\n');
        var attributes = twin.GetProperty("attributes").EnumerateObject();
        foreach (var member in attributes.OrderBy(static member => member.Name, StringComparer.Ordinal))
        {
            text.Append("a ").Append(member.Name).Append(' ');
            Canonical(text, member.Value);
            text.Append('\n');
        }

        var relations = twin.GetProperty("relations").EnumerateArray()
            .Select(static one => $"r {one.GetProperty("name").GetString()} {one.GetProperty("object").GetString()}\n");
        foreach (var relation in relations.Order(StringComparer.Ordinal))
        {
            text.Append(relation);
        }

        foreach (var channel in Channels(twin))
        {
            text.Append(channel).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Names of a twin's channels that have a value, sorted.</summary>
    public static IEnumerable<string> ChannelNames(JsonElement twin) => twin.GetProperty("channels").EnumerateArray()
        .Where(static channel => channel.GetProperty("value").ValueKind != JsonValueKind.Null)
        .Select(static channel => channel.GetProperty("name").GetString()!)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Channels(JsonElement twin) => twin.GetProperty("channels").EnumerateArray()
        .Select(static channel =>
        {
            var value = PastPoint.Text(channel.GetProperty("value"));
            var (name, unit) = (channel.GetProperty("name"), channel.GetProperty("unit"));
            return string.Create(CultureInfo.InvariantCulture, $"c {name} {At(channel)} {value} {unit}");
        })
        .Order(StringComparer.Ordinal);

    private static long? At(JsonElement channel) => channel.GetProperty("observedAt").ValueKind == JsonValueKind.Null
        ? null
        : channel.GetProperty("observedAt").GetDateTimeOffset().ToUnixTimeMilliseconds();

    private static void Canonical(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonSerializer.Serialize(member.Name)).Append(':');
                    Canonical(text, member.Value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Canonical(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            case JsonValueKind.Number:
                text.Append(value.GetDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
