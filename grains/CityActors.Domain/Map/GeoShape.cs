using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Map;

/// <summary>A GeoJSON geometry as lines of places: rings of polygons, or lines, or one point.</summary>
/// <param name="Type">GeoJSON type.</param>
/// <param name="Lines">Rings, lines, or one line of one point.</param>
public sealed record GeoShape(string Type, IReadOnlyList<Place[]> Lines)
{
    private const int PointsMax = 100_000;

    /// <summary>Reads Point, LineString, MultiLineString, Polygon and MultiPolygon.</summary>
    /// <param name="json">GeoJSON geometry.</param>
    /// <param name="shape">The shape when the answer is null.</param>
    /// <returns>Null, or a sentence saying what is wrong.</returns>
    public static string? TryParse(string json, out GeoShape? shape)
    {
        shape = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("coordinates", out var coordinates))
            {
                return "Expected a GeoJSON geometry with type and coordinates.";
            }

            var depth = type.GetString() switch
            {
                "Point" => 0,
                "LineString" => 1,
                "MultiLineString" or "Polygon" => 2,
                "MultiPolygon" => 3,
                _ => -1,
            };
            if (depth < 0)
            {
                return $"Expected Point, LineString, MultiLineString, Polygon or MultiPolygon, got {type.GetString()}.";
            }

            var lines = new List<Place[]>();
            var points = 0;
            var wrong = Collect(coordinates, depth, lines, ref points);
            wrong ??= lines.Count == 0 ? "The geometry has no coordinates." : null;
            shape = wrong is null ? new GeoShape(type.GetString()!, lines) : null;
            return wrong;
        }
        catch (JsonException wrong)
        {
            return $"Expected a GeoJSON geometry, got no JSON: {wrong.Message}";
        }
    }

    /// <summary>Whether the shape is an area whose rings are closed: first and last place equal, at least four places.</summary>
    public bool IsClosedArea =>
        Type is "Polygon" or "MultiPolygon" && Lines.All(static ring => ring.Length >= 4 && ring[0] == ring[^1]);

    /// <summary>One place that stands for the shape: the point; the middle place of a line; the middle of the box of an area.</summary>
    public Place Middle
    {
        get
        {
            if (Type is "Point" or "LineString" or "MultiLineString")
            {
                return Lines[0][Lines[0].Length / 2];
            }

            var box = Lines.SelectMany(static line => line).Aggregate(Box.Nothing, static (box, place) => box.With(place));
            return new Place((int)(((long)box.West + box.East) / 2), (int)(((long)box.South + box.North) / 2));
        }
    }

    private static string? Collect(JsonElement element, int depth, List<Place[]> lines, ref int points)
    {
        if (depth == 0)
        {
            var wrong = TryPlace(element, out var place);
            lines.Add([place]);
            return wrong;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return "Expected an array of coordinates.";
        }

        if (depth > 1)
        {
            foreach (var part in element.EnumerateArray())
            {
                if (Collect(part, depth - 1, lines, ref points) is { } wrong)
                {
                    return wrong;
                }
            }

            return null;
        }

        points += element.GetArrayLength();
        if (points > PointsMax || element.GetArrayLength() == 0)
        {
            return $"Expected 1-{PointsMax:N0} places, got {points:N0}.";
        }

        var line = new Place[element.GetArrayLength()];
        for (var i = 0; i < line.Length; i++)
        {
            if (TryPlace(element[i], out line[i]) is { } wrong)
            {
                return wrong;
            }
        }

        lines.Add(line);
        return null;
    }

    private static string? TryPlace(JsonElement element, out Place place)
    {
        place = default;
        return element.ValueKind == JsonValueKind.Array && element.GetArrayLength() is 2 or 3
            && element[0].ValueKind == JsonValueKind.Number && element[1].ValueKind == JsonValueKind.Number
            && Place.TryOf(element[0].GetDouble(), element[1].GetDouble(), out place)
            ? null
            : $"Expected [longitude, latitude] in WGS 84 degrees, got {Short(element.GetRawText())}.";
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
