using System.Collections.Immutable;
using CityActors.Twins;

namespace CityActors.Silo.Streams.Relay;

/// <summary>One cursor's part in one pass over a stretch of one partition of the log. Touched under the relay's gate.</summary>
internal sealed class Ride(CellCursor cursor, int partition)
{
    private readonly ImmutableArray<long> marks = cursor.Position;
    private readonly long to = cursor.Window.Start[partition];

    /// <summary>Whose ride it is.</summary>
    public CellCursor Cursor => cursor;

    /// <summary>Whether the cursor has as much as it may have; it has left then.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether it needs anything after a mark.</summary>
    public bool Needs(long mark) => mark < to && !IsFull && !cursor.IsClosed;

    /// <summary>Takes what it needs of a frame's changes of its cell.</summary>
    /// <param name="changes">Changes of the cell, in their order.</param>
    /// <param name="end">How far the partition is after the frame.</param>
    /// <param name="most">Changes of a piece.</param>
    public void Feed(List<TwinChange> changes, long end, int most)
    {
        var from = cursor.Position[partition];
        var mine = changes.FindAll(change => CellPiece.MarkOf(change) is var mark && mark > from && mark <= to);
        if (mine.Count == 0 || cursor.IsClosed)
        {
            return;
        }

        StreamMeters.ReadBack.Add(mine.Count);
        foreach (var piece in CellPiece.Cut(mine, marks, partition, Math.Min(end, to), most))
        {
            cursor.Feed(piece);
        }
    }

    /// <summary>Leaves when it has its share.</summary>
    public void FillTo(int share, long end)
    {
        if (cursor.ReadBackCount >= share)
        {
            Reach(end);
            IsFull = true;
        }
    }

    /// <summary>Everything up to a mark has been read.</summary>
    public void Reach(long mark)
    {
        mark = Math.Min(mark, to);
        if (mark > cursor.Position[partition])
        {
            cursor.Advance(partition, mark);
        }
    }
}
