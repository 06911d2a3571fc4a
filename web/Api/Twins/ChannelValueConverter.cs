using System.Text.Json;
using System.Text.Json.Serialization;
using CityActors.Twins.Channels;

namespace CityActors.Web.Api.Twins;

/// <summary>Writes values of channels.</summary>
internal sealed class ChannelValueConverter : JsonConverter<ChannelValue>
{
    /// <inheritdoc/>
    public override ChannelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Values of channels are only written: readings come through ingress.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ChannelValue value, JsonSerializerOptions options) => Write(writer, value.Value);

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, in TwinValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.Code or ValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ValueKind.Position:
                WritePoint(writer, value.Longitude, value.Latitude);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Writes a GeoJSON point.</summary>
    public static void WritePoint(Utf8JsonWriter writer, double longitude, double latitude)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Point"u8);
        writer.WriteStartArray("coordinates"u8);
        writer.WriteNumberValue(longitude);
        writer.WriteNumberValue(latitude);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
