namespace CityActors.Simulators.City.Plan;

/// <summary>
/// The ground plan: a lattice whose corners are moved a little, so that quarters look grown. Four quarters make a ward. Quarters are
/// convex and share their corners exactly: there is no gap and no overlap between zones.
/// </summary>
internal sealed class CityGrid(long seed, int wardsPerSide)
{
    /// <summary>Middle of the city, degrees.</summary>
    public static readonly GeoPoint Centre = new(105.85, 21.02);

    private const double QuarterMetres = 600;
    private const double MoveMost = 0.18;
    private const double MetresPerDegreeNorth = 110_700;
    private const double MetresPerDegreeEast = 103_910;

    /// <summary>Wards on a side of the city.</summary>
    public int WardsPerSide => wardsPerSide;

    /// <summary>Quarters on a side of the city.</summary>
    public int QuartersPerSide => wardsPerSide * 2;

    /// <summary>A corner of the lattice; column and row from 0 (south-west) to <see cref="QuartersPerSide"/>.</summary>
    public GeoPoint Corner(int column, int row)
    {
        var dice = new Dice(seed, DiceSubject.Corner, ((long)column << 20) | (uint)row);
        var east = (column - wardsPerSide + dice.Between(-MoveMost, MoveMost)) * QuarterMetres;
        var north = (row - wardsPerSide + dice.Between(-MoveMost, MoveMost)) * QuarterMetres;
        return GeoPoint.Rounded(Centre.Longitude + (east / MetresPerDegreeEast), Centre.Latitude + (north / MetresPerDegreeNorth));
    }

    /// <summary>A place in a quarter.</summary>
    /// <param name="column">Column of the quarter.</param>
    /// <param name="row">Row of the quarter.</param>
    /// <param name="east">0 at its western, 1 at its eastern edge.</param>
    /// <param name="north">0 at its southern, 1 at its northern edge.</param>
    public GeoPoint In(int column, int row, double east, double north)
    {
        var (sw, se) = (Corner(column, row), Corner(column + 1, row));
        var (nw, ne) = (Corner(column, row + 1), Corner(column + 1, row + 1));
        return GeoPoint.Rounded(
            Blend(sw.Longitude, se.Longitude, nw.Longitude, ne.Longitude, east, north),
            Blend(sw.Latitude, se.Latitude, nw.Latitude, ne.Latitude, east, north));
    }

    /// <summary>The closed outline of a block of quarters, counter-clockwise.</summary>
    public IReadOnlyList<GeoPoint> Outline(int column, int row, int size)
    {
        var ring = new List<GeoPoint>((size * 4) + 1);
        for (var i = 0; i < size; i++)
        {
            ring.Add(Corner(column + i, row));
        }

        for (var i = 0; i < size; i++)
        {
            ring.Add(Corner(column + size, row + i));
        }

        for (var i = 0; i < size; i++)
        {
            ring.Add(Corner(column + size - i, row + size));
        }

        for (var i = 0; i < size; i++)
        {
            ring.Add(Corner(column, row + size - i));
        }

        ring.Add(ring[0]);
        return ring;
    }

    private static double Blend(double sw, double se, double nw, double ne, double east, double north)
    {
        var south = sw + ((se - sw) * east);
        return south + ((nw + ((ne - nw) * east) - south) * north);
    }
}
