using System.Text.Json;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Writing;

/// <summary>Writes zones as a GeoJSON FeatureCollection: id, and name, level and parent among the properties.</summary>
internal static class ZoneWriter
{
    /// <summary>Writes zones.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<CityZone> zones)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteStartArray("features"u8);
        foreach (var zone in zones)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Feature"u8);
            json.WriteString("id"u8, zone.Id);
            json.WriteStartObject("properties"u8);
            json.WriteString("name"u8, zone.Name);
            json.WriteNumber("level"u8, zone.Level);
            if (zone.Parent is not null)
            {
                json.WriteString("parent"u8, zone.Parent);
            }

            json.WriteEndObject();
            json.WriteStartObject("geometry"u8);
            json.WriteString("type"u8, "Polygon"u8);
            json.WriteStartArray("coordinates"u8);
            NgsiLdWriter.Places(json, zone.Ring);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
