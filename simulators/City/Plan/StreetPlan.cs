namespace CityActors.Simulators.City.Plan;

/// <summary>
/// The streets: as many from west to east as from south to north, crossing each other. A segment runs from crossing to crossing;
/// the end of one is exactly the start of the next.
/// </summary>
internal sealed class StreetPlan(long seed, CityGrid grid, int streetsPerQuarter)
{
    private readonly int lines = grid.QuartersPerSide * streetsPerQuarter;

    /// <summary>Streets in all; the first half runs from west to east.</summary>
    public int Streets => lines * 2;

    /// <summary>Segments of one street.</summary>
    public int SegmentsPerStreet => lines - 1;

    /// <summary>Segments in all, street by street.</summary>
    public int Segments => Streets * SegmentsPerStreet;

    /// <summary>Name of a street.</summary>
    public string Name(int street) => VietnameseNames.Street(seed, street);

    /// <summary>Street and place in it of a segment.</summary>
    public (int Street, int Part) Of(int segment) => (segment / SegmentsPerStreet, segment % SegmentsPerStreet);

    /// <summary>The line of a segment, two or three places.</summary>
    public IReadOnlyList<GeoPoint> Line(int segment)
    {
        var (street, part) = Of(segment);
        var start = Crossing(street, part);
        var end = Crossing(street, part + 1);
        if ((part + 1) % streetsPerQuarter != 0)
        {
            return [start, end];
        }

        var along = part / streetsPerQuarter;
        var (across, share) = Across(street);
        return street < lines
            ? [start, grid.In(along, across, 1, share), end]
            : [start, grid.In(across, along, share, 1), end];
    }

    /// <summary>The whole line of a street.</summary>
    public IReadOnlyList<GeoPoint> StreetLine(int street)
    {
        var line = new List<GeoPoint>();
        for (var part = 0; part < SegmentsPerStreet; part++)
        {
            var segment = Line((street * SegmentsPerStreet) + part);
            line.AddRange(part == 0 ? segment : segment.Skip(1));
        }

        return line;
    }

    private GeoPoint Crossing(int street, int part)
    {
        var (across, share) = Across(street);
        var along = part / streetsPerQuarter;
        var alongShare = ((part % streetsPerQuarter) + 0.5) / streetsPerQuarter;
        return street < lines ? grid.In(along, across, alongShare, share) : grid.In(across, along, share, alongShare);
    }

    private (int Quarter, double Share) Across(int street)
    {
        var line = street % lines;
        return (line / streetsPerQuarter, ((line % streetsPerQuarter) + 0.5) / streetsPerQuarter);
    }
}
