using System.Globalization;

namespace CityActors.Web.Api.Map;

/// <summary>A box on the globe, WGS 84 degrees.</summary>
internal readonly record struct GeoBox(double West, double South, double East, double North)
{
    /// <summary>Reads <c>west,south,east,north</c>.</summary>
    /// <returns>False when it is not four numbers, or not a box.</returns>
    public static bool TryParse(string text, out GeoBox box)
    {
        box = default;
        var parts = text.Split(',');
        var numbers = new double[4];
        if (parts.Length != 4)
        {
            return false;
        }

        for (var each = 0; each < 4; each++)
        {
            if (!double.TryParse(parts[each], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[each]))
            {
                return false;
            }
        }

        box = new GeoBox(numbers[0], numbers[1], numbers[2], numbers[3]);
        return box is { West: >= -180, East: <= 180, South: >= -90, North: <= 90 } && box.West <= box.East && box.South <= box.North;
    }
}
