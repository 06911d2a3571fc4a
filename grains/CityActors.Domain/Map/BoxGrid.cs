using System.Runtime.InteropServices;

namespace CityActors.Domain.Map;

/// <summary>
/// Finds the boxes near a place without allocating: a square grid over the bounds of all boxes, each cell listing the boxes that
/// touch it in the order of their numbers. A box that fits the bounds goes into its cells; the grid is laid out anew, with room
/// around it, when a box does not fit or when it has become too coarse.
/// </summary>
internal sealed class BoxGrid
{
    private const int SideMax = 512;
    private const int GrowthMax = 4;
    private readonly List<Box> boxes = [];
    private List<int>?[] cells = [];
    private Box bounds = Box.Nothing;
    private int side;
    private int laidOutFor;
    private bool stale;

    /// <summary>Adds a box, or changes the one of that number; <see cref="Box.Nothing"/> empties it.</summary>
    public void Set(int number, Box box)
    {
        while (boxes.Count <= number)
        {
            boxes.Add(Box.Nothing);
        }

        var before = boxes[number];
        boxes[number] = box;
        stale = stale || boxes.Count > laidOutFor * GrowthMax || !(box.IsNothing || bounds.With(box) == bounds);
        if (!stale)
        {
            ForEachCell(before, number, static (list, number) => list.Remove(number));
            ForEachCell(box, number, Insert);
        }
    }

    /// <summary>Numbers of the boxes whose cell holds the place: a superset of those that hold it.</summary>
    public ReadOnlySpan<int> Near(Place place)
    {
        if (stale)
        {
            LayOut();
        }

        return bounds.Holds(place) ? CollectionsMarshal.AsSpan(cells[(Row(place.Y) * side) + Column(place.X)]) : [];
    }

    private static void Insert(List<int> list, int number)
    {
        var at = list.BinarySearch(number);
        if (at < 0)
        {
            list.Insert(~at, number);
        }
    }

    private void LayOut()
    {
        stale = false;
        laidOutFor = Math.Max(16, boxes.Count);
        bounds = boxes.Aggregate(Box.Nothing, static (all, box) => all.With(box)).Roomier();
        side = bounds.IsNothing ? 0 : Math.Clamp((int)Math.Sqrt(boxes.Count) * 3, 16, SideMax);
        cells = new List<int>?[side * side];
        for (var number = 0; number < boxes.Count; number++)
        {
            ForEachCell(boxes[number], number, static (list, number) => list.Add(number));
        }
    }

    private void ForEachCell(Box box, int number, Action<List<int>, int> act)
    {
        if (box.IsNothing)
        {
            return;
        }

        for (var row = Row(box.South); row <= Row(box.North); row++)
        {
            for (var column = Column(box.West); column <= Column(box.East); column++)
            {
                act(cells[(row * side) + column] ??= [], number);
            }
        }
    }

    private int Column(int x) => (int)(((long)x - bounds.West) * side / ((long)bounds.East - bounds.West + 1));

    private int Row(int y) => (int)(((long)y - bounds.South) * side / ((long)bounds.North - bounds.South + 1));
}
