namespace CityActors.Simulators.City.Plan;

/// <summary>The river: it winds from the western to the eastern edge of the city, a little south of its middle.</summary>
internal static class RiverLine
{
    private const int PlacesPerQuarter = 4;

    /// <summary>Its line.</summary>
    public static IReadOnlyList<GeoPoint> Of(CityPlan plan)
    {
        var places = (plan.Grid.QuartersPerSide * PlacesPerQuarter) + 1;
        var line = new GeoPoint[places];
        for (var i = 0; i < places; i++)
        {
            line[i] = At(plan, (double)i / (places - 1));
        }

        return line;
    }

    /// <summary>A place on it: 0 at the western, 1 at the eastern edge.</summary>
    public static GeoPoint At(CityPlan plan, double share)
    {
        var side = plan.Grid.QuartersPerSide;
        var bend = new Dice(plan.Seed, DiceSubject.River, 0).Between(0, 2 * Math.PI);
        var north = side * (0.42 + (0.07 * Math.Sin((share * 3 * Math.PI) + bend)));
        var east = share * side;
        var (column, row) = (Math.Min((int)east, side - 1), Math.Min((int)north, side - 1));
        return plan.Grid.In(column, row, east - column, north - row);
    }
}
