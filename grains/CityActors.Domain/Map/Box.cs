namespace CityActors.Domain.Map;

/// <summary>A box in multiples of 1e-7 degree, borders included.</summary>
internal readonly record struct Box(int West, int South, int East, int North)
{
    /// <summary>Holds no place.</summary>
    public static readonly Box Nothing = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    /// <summary>Whether it holds no place.</summary>
    public bool IsNothing => West > East;

    /// <summary>Whether the place is inside or on the border.</summary>
    public bool Holds(Place place) => place.X >= West && place.X <= East && place.Y >= South && place.Y <= North;

    /// <summary>The smallest box around both.</summary>
    public Box With(Box other) => new(
        Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));

    /// <summary>The smallest box around this and a place.</summary>
    public Box With(Place place) => With(new Box(place.X, place.Y, place.X, place.Y));

    /// <summary>The box grown on every side by a number of metres.</summary>
    public Box Grown(double metres)
    {
        var north = metres / Place.MetresPerUnit;
        var latitude = Math.Min(89, Math.Max(Math.Abs((double)South), Math.Abs((double)North)) / 1e7);
        var east = north / Math.Cos(latitude * Math.PI / 180);
        return new Box(Clamp(West - east), Clamp(South - north), Clamp(East + east), Clamp(North + north));
    }

    /// <summary>The box with a quarter of its size added on every side, so that what comes next to it fits.</summary>
    public Box Roomier()
    {
        if (IsNothing)
        {
            return this;
        }

        var (east, north) = ((((double)East - West) / 4) + 1, (((double)North - South) / 4) + 1);
        return new Box(Clamp(West - east), Clamp(South - north), Clamp(East + east), Clamp(North + north));
    }

    private static int Clamp(double value) => (int)Math.Clamp(value, int.MinValue + 1.0, int.MaxValue - 1.0);
}
