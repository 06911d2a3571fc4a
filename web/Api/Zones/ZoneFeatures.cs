using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Map;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Zones;

/// <summary>Zones as GeoJSON features.</summary>
internal static class ZoneFeatures
{
    private const int ZonesMax = 1_000;

    /// <summary>Reads a feature, or a collection of features.</summary>
    /// <exception cref="RefusedException">It is neither; names the member.</exception>
    public static ImmutableArray<Zone> Read(JsonElement root)
    {
        if (Text(root, "type", "$") == "Feature")
        {
            return [Feature(root, "$")];
        }

        if (Text(root, "type", "$") != "FeatureCollection" || !root.TryGetProperty("features"u8, out var features)
            || features.ValueKind != JsonValueKind.Array)
        {
            throw Refuse("a GeoJSON Feature or FeatureCollection", "$");
        }

        if (features.GetArrayLength() is 0 or > ZonesMax)
        {
            throw Refuse($"1-{ZonesMax} features, got {features.GetArrayLength()}", "$.features");
        }

        return [.. features.EnumerateArray().Select(static (feature, number) => Feature(feature, $"$.features[{number}]"))];
    }

    /// <summary>Writes zones as a collection.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Zone> zones, bool hasGeometry, string? next)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteString("next"u8, next);
        json.WriteStartArray("features"u8);
        foreach (var zone in zones)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Feature"u8);
            json.WriteString("id"u8, zone.Id);
            json.WriteStartObject("properties"u8);
            json.WriteString("name"u8, zone.Name);
            json.WriteNumber("level"u8, zone.Level);
            json.WriteString("parent"u8, zone.Parent);
            json.WriteEndObject();
            json.WritePropertyName("geometry"u8);
            if (hasGeometry)
            {
                json.WriteRawValue(zone.Geometry, skipInputValidation: true);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Zone Feature(JsonElement feature, string path)
    {
        if (feature.ValueKind != JsonValueKind.Object || Text(feature, "type", path) != "Feature")
        {
            throw Refuse("a GeoJSON Feature", path);
        }

        if (!feature.TryGetProperty("properties"u8, out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("properties with name and level", $"{path}.properties");
        }

        if (!properties.TryGetProperty("level"u8, out var level) || level.ValueKind != JsonValueKind.Number
            || !level.TryGetInt32(out var number))
        {
            throw Refuse("a whole number", $"{path}.properties.level");
        }

        if (!feature.TryGetProperty("geometry"u8, out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("a Polygon or MultiPolygon", $"{path}.geometry");
        }

        var parent = properties.TryGetProperty("parent"u8, out var above) && above.ValueKind != JsonValueKind.Null
            ? TwinPath.Read(Text(properties, "parent", $"{path}.properties"), $"body {path}.properties.parent")
            : null;
        return new Zone(
            TwinPath.Read(Text(feature, "id", path), $"body {path}.id"), Text(properties, "name", $"{path}.properties"), number, parent,
                geometry.GetRawText());
    }

    private static string Text(JsonElement element, string name, string path) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString()!
            : throw Refuse("a text", $"{path}.{name}");

    private static RefusedException Refuse(string expected, string path) =>
        new(ProblemKind.BadRequestData, $"Expected {expected}.", $"body {path}");
}
