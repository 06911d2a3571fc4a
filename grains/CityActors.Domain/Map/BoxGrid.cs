namespace CityActors.Domain.Map;

/// <summary>
/// Finds the boxes near a place without allocating: a square grid over the bounds of all boxes, each cell listing the boxes that
/// touch it in the order of their numbers. Built anew when boxes have changed, at the next question.
/// </summary>
internal sealed class BoxGrid
{
    private const int SideMax = 512;
    private readonly List<Box> boxes = [];
    private int[][] cells = [];
    private Box bounds;
    private int side;
    private bool stale;

    /// <summary>Adds a box, or changes the one of that number; <see cref="Box.Nothing"/> empties it.</summary>
    public void Set(int number, Box box)
    {
        while (boxes.Count <= number)
        {
            boxes.Add(Box.Nothing);
        }

        boxes[number] = box;
        stale = true;
    }

    /// <summary>Numbers of the boxes whose cell holds the place: a superset of those that hold it.</summary>
    public ReadOnlySpan<int> Near(Place place)
    {
        if (stale)
        {
            Build();
        }

        return cells.Length > 0 && bounds.Holds(place) ? cells[(Row(place.Y) * side) + Column(place.X)] : [];
    }

    private void Build()
    {
        stale = false;
        bounds = Box.Nothing;
        foreach (var box in boxes)
        {
            bounds = bounds.With(box);
        }

        side = bounds.IsNothing ? 0 : Math.Clamp((int)Math.Sqrt(boxes.Count) * 2, 8, SideMax);
        var lists = new List<int>[side * side];
        for (var number = 0; number < boxes.Count; number++)
        {
            var box = boxes[number];
            if (box.IsNothing)
            {
                continue;
            }

            for (var row = Row(box.South); row <= Row(box.North); row++)
            {
                for (var column = Column(box.West); column <= Column(box.East); column++)
                {
                    (lists[(row * side) + column] ??= []).Add(number);
                }
            }
        }

        cells = Array.ConvertAll(lists, static list => list?.ToArray() ?? []);
    }

    private int Column(int x) => (int)(((long)x - bounds.West) * side / ((long)bounds.East - bounds.West + 1));

    private int Row(int y) => (int)(((long)y - bounds.South) * side / ((long)bounds.North - bounds.South + 1));
}

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

    private static int Clamp(double value) => (int)Math.Clamp(value, int.MinValue + 1.0, int.MaxValue - 1.0);
}
