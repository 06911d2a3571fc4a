using System.Text.Json;
using CityActors.Twins;
using CityActors.Web.Api.Twins;

namespace CityActors.Web.Api.Live;

/// <summary>Writes a change of a twin.</summary>
internal static class ChangeWriter
{
    /// <summary>Writes one. Its position and index name it for ever.</summary>
    public static void Write(Utf8JsonWriter json, in TwinChange change)
    {
        json.WriteStartObject();
        json.WriteString("twin"u8, change.Twin);
        json.WriteString("kind"u8, Word(change.Kind));
        json.WriteString("position"u8, change.Position.ToString());
        json.WriteNumber("index"u8, change.Index);
        if (change.Kind == TwinChangeKind.Channel)
        {
            json.WriteString("channel"u8, change.Channel);
            json.WritePropertyName("value"u8);
            ChannelValueConverter.Write(json, change.Value);
            json.WriteString("quality"u8, ChannelDocument.Word(change.Quality));
            json.WriteString("observedAt"u8, change.ObservedAt);
        }

        json.WriteString("arrivedAt"u8, change.ArrivedAt);
        json.WriteNumber("cell"u8, change.Cell);
        json.WritePropertyName("location"u8);
        if (double.IsNaN(change.Longitude) || double.IsNaN(change.Latitude))
        {
            json.WriteNullValue();
        }
        else
        {
            ChannelValueConverter.WritePoint(json, change.Longitude, change.Latitude);
        }

        json.WriteEndObject();
    }

    private static string Word(TwinChangeKind kind) => kind switch
    {
        TwinChangeKind.Channel => "channel",
        TwinChangeKind.Registered => "registered",
        TwinChangeKind.Described => "described",
        TwinChangeKind.Expired => "expired",
        TwinChangeKind.Revived => "revived",
        TwinChangeKind.Deleted => "deleted",
        _ => "unknown",
    };
}
