using System.Globalization;
using System.Text;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Sending.Payloads;

/// <summary>Writes InfluxDB line protocol, one line a message, the twin in the tag <c>twin</c>, time in milliseconds.</summary>
internal static class LineProtocol
{
    /// <summary>Writes lines.</summary>
    public static byte[] Write(IReadOnlyList<DeviceMessage> messages)
    {
        var text = new StringBuilder(messages.Count * 96);
        foreach (var message in messages)
        {
            text.Append(TwinId.TypeOf(message.Twin)).Append(",twin=");
            Tag(text, message.Twin);
            for (var i = 0; i < message.Values.Count; i++)
            {
                var (channel, value) = message.Values[i];
                text.Append(i == 0 ? ' ' : ',');
                Field(text, channel, value);
            }

            text.Append(' ').Append(message.ObservedAtMs.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Tag(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            if (c is ',' or ' ' or '=' or '\\')
            {
                text.Append('\\');
            }

            text.Append(c);
        }
    }

    private static void Field(StringBuilder text, string channel, in TwinValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number or ValueKind.Boolean:
                text.Append(channel).Append('=').Append(value.ToString());
                break;
            case ValueKind.Position:
                text.Append(CultureInfo.InvariantCulture, $"lon={value.Longitude},lat={value.Latitude}");
                break;
            default:
                var plain = value.Text ?? "";
                var escaped = plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
                text.Append(channel).Append("=\"").Append(escaped).Append('"');
                break;
        }
    }
}
