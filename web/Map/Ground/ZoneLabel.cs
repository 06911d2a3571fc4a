using System.Globalization;
using System.Text.Json;

namespace CityActors.Web.Map.Ground;

/// <summary>Where the name of a zone stands: once, whatever pieces a map is drawn in.</summary>
internal static class ZoneLabel
{
    /// <summary>GeoJSON of the centre of gravity of the largest ring; null when there is none.</summary>
    public static string? Of(string geometry)
    {
        using var document = JsonDocument.Parse(geometry);
        var shape = document.RootElement;
        var coordinates = shape.GetProperty("coordinates");
        var outlines = shape.GetProperty("type").GetString() == "MultiPolygon"
            ? coordinates.EnumerateArray().Select(static polygon => polygon[0])
            : [coordinates[0]];
        var (x, y, area) = outlines.Select(Centre).MaxBy(static centre => centre.Area);
        return area > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"Point\",\"coordinates\":[{x:F6},{y:F6}]}}")
            : null;
    }

    // Reckoned from the first corner, so that the small differences of a ward do not drown in the large numbers of its place.
    private static (double X, double Y, double Area) Centre(JsonElement ring)
    {
        var corners = ring.EnumerateArray().Select(static corner => (X: corner[0].GetDouble(), Y: corner[1].GetDouble())).ToArray();
        var (originX, originY) = corners[0];
        double sumX = 0, sumY = 0, sum = 0;
        for (var i = 1; i < corners.Length; i++)
        {
            var (ax, ay) = (corners[i - 1].X - originX, corners[i - 1].Y - originY);
            var (bx, by) = (corners[i].X - originX, corners[i].Y - originY);
            var cross = (ax * by) - (bx * ay);
            (sumX, sumY, sum) = (sumX + ((ax + bx) * cross), sumY + ((ay + by) * cross), sum + cross);
        }

        return sum == 0 ? (originX, originY, 0) : (originX + (sumX / (3 * sum)), originY + (sumY / (3 * sum)), Math.Abs(sum / 2));
    }
}
