using System.Text.Json;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>Tells GeoJSON geometries from other objects.</summary>
internal static class GeoJsonType
{
    private static readonly string[] Types = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

    /// <summary>Whether a value is a geometry, as far as its members say.</summary>
    public static bool Is(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString())
        && value.TryGetProperty("coordinates"u8, out var coordinates) && coordinates.ValueKind == JsonValueKind.Array;
}
