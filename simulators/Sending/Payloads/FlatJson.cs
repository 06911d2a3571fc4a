using System.Buffers;
using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Sending.Payloads;

/// <summary>Writes <c>{"observedAt": 1764028800000, "sequence": 17, "pm25": 12.5}</c>.</summary>
internal static class FlatJson
{
    /// <summary>Writes a message.</summary>
    public static byte[] Write(DeviceMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>(160);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("observedAt"u8, message.ObservedAtMs);
        json.WriteNumber("sequence"u8, message.Sequence);
        foreach (var (channel, value) in message.Values)
        {
            json.WritePropertyName(channel);
            Value(json, value);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Value(Utf8JsonWriter json, in TwinValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                json.WriteNumberValue(value.Number);
                break;
            case ValueKind.Boolean:
                json.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.Position:
                json.WriteStartObject();
                json.WriteNumber("lon"u8, value.Longitude);
                json.WriteNumber("lat"u8, value.Latitude);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.Text);
                break;
        }
    }
}
