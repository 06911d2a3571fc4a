namespace CityActors.Map;

/// <summary>
/// A cell of the map grid: a Web Mercator tile of zoom <see cref="Zoom"/>, about 2.4 km wide at the equator.
/// Twin changes are published to the cell the twin is in; the map subscribes to the cells in view.
/// </summary>
public static class MapCell
{
    /// <summary>Tile zoom of a cell.</summary>
    public const int Zoom = 14;

    /// <summary>Greatest latitude that Web Mercator shows, degrees; beyond it a place belongs to the border cell.</summary>
    public const double LatitudeMax = 85.05112877980659;

    /// <summary>The cell of twins without a place.</summary>
    public const long Nowhere = 0;

    /// <summary>The cell that holds a place.</summary>
    /// <param name="longitude">WGS 84 degrees.</param>
    /// <param name="latitude">WGS 84 degrees.</param>
    /// <returns>A positive number; <see cref="Nowhere"/> when either is not a number.</returns>
    public static long Of(double longitude, double latitude)
    {
        if (double.IsNaN(longitude) || double.IsNaN(latitude))
        {
            return Nowhere;
        }

        const int Tiles = 1 << Zoom;
        var sin = Math.Sin(Math.Clamp(latitude, -LatitudeMax, LatitudeMax) * Math.PI / 180);
        var x = (int)Math.Floor((longitude + 180) / 360 * Tiles);
        var y = (int)Math.Floor((0.5 - Math.Log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * Tiles);
        return Join(Math.Clamp(x, 0, Tiles - 1), Math.Clamp(y, 0, Tiles - 1));
    }

    /// <summary>The cells of a box, row by row; at most <paramref name="most"/> of them.</summary>
    /// <returns>Null when the box holds more cells than that: zoom in, or ask for clusters.</returns>
    public static IReadOnlyList<long>? Within(double west, double south, double east, double north, int most)
    {
        var (left, top) = Split(Of(west, north));
        var (right, bottom) = Split(Of(east, south));
        if ((long)(right - left + 1) * (bottom - top + 1) > most || right < left || bottom < top)
        {
            return null;
        }

        var cells = new List<long>((right - left + 1) * (bottom - top + 1));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                cells.Add(Join(x, y));
            }
        }

        return cells;
    }

    /// <summary>Column and row of a cell.</summary>
    public static (int X, int Y) Split(long cell) => ((int)((cell - 1) >> Zoom), (int)((cell - 1) & ((1 << Zoom) - 1)));

    private static long Join(int x, int y) => (((long)x << Zoom) | (uint)y) + 1;
}
