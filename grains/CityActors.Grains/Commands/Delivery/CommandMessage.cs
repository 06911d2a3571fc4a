using System.Globalization;
using System.Text.Json;
using CityActors.Commands;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Commands.Delivery;

/// <summary>
/// What a device is sent: <c>{"id":"1.7.4711","channel":"powerState","value":"on","expiresAt":"2026-11-25T07:10:00.000Z","attempt":1}</c>,
/// or <c>{"id":"1.7.4711","cancel":true}</c> for one that was taken back. A repeat has the same id.
/// </summary>
internal static class CommandMessage
{
    /// <summary>The message of a command as it stands.</summary>
    public static byte[] Of(CityCommand command)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, command.Id);
            if (command.State == CommandState.Cancelled)
            {
                json.WriteBoolean("cancel"u8, true);
            }
            else
            {
                json.WriteString("channel"u8, command.Channel);
                json.WritePropertyName("value"u8);
                Write(json, command.Value);
                json.WriteString(
                    "expiresAt"u8,
                    command.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                json.WriteNumber("attempt"u8, command.Attempts + 1);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, TwinValue value)
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
                json.WriteString("type"u8, "Point"u8);
                json.WriteStartArray("coordinates"u8);
                json.WriteNumberValue(value.Longitude);
                json.WriteNumberValue(value.Latitude);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.Text);
                break;
        }
    }
}
