using System.Text.Encodings.Web;
using System.Text.Json;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Writing;

/// <summary>Writes twins as normalized NGSI-LD entities.</summary>
internal static class NgsiLdWriter
{
    /// <summary>Vietnamese letters are written as they are.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one entity.</summary>
    public static void Write(Utf8JsonWriter json, CityEntity entity)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entity.Id);
        json.WriteString("type"u8, entity.Type);
        if (entity.Line.Count > 0)
        {
            Geo(json, "location", entity.Line);
        }

        foreach (var (name, value) in entity.Properties)
        {
            if (value is GeoPoint place)
            {
                Geo(json, name, [place]);
                continue;
            }

            json.WriteStartObject(name);
            json.WriteString("type"u8, "Property"u8);
            json.WritePropertyName("value"u8);
            Value(json, value);
            json.WriteEndObject();
        }

        foreach (var (name, target) in entity.Relations)
        {
            json.WriteStartObject(name);
            json.WriteString("type"u8, "Relationship"u8);
            json.WriteString("object"u8, target);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes places as a GeoJSON array.</summary>
    public static void Places(Utf8JsonWriter json, IReadOnlyList<GeoPoint> places)
    {
        json.WriteStartArray();
        foreach (var place in places)
        {
            Place(json, place);
        }

        json.WriteEndArray();
    }

    private static void Geo(Utf8JsonWriter json, string name, IReadOnlyList<GeoPoint> line)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "GeoProperty"u8);
        json.WriteStartObject("value"u8);
        json.WriteString("type"u8, line.Count == 1 ? "Point"u8 : "LineString"u8);
        json.WritePropertyName("coordinates"u8);
        if (line.Count == 1)
        {
            Place(json, line[0]);
        }
        else
        {
            Places(json, line);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, GeoPoint place)
    {
        json.WriteStartArray();
        json.WriteNumberValue(place.Longitude);
        json.WriteNumberValue(place.Latitude);
        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"Expected a text, number, truth or list of texts, got {value.GetType().Name}.", nameof(value));
        }
    }
}
