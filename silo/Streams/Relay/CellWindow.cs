using System.Collections.Immutable;
using Orleans.Runtime;

namespace CityActors.Silo.Streams.Relay;

/// <summary>The newest changes of one followed cell, and who follows it. Everything here is touched under the relay's gate only.</summary>
internal sealed class CellWindow(long cell, StreamId stream, QueueBells bells, ImmutableArray<long> start)
{
    private readonly List<CellCursor> cursors = [];
    private CellPiece[] ring = new CellPiece[4];

    /// <summary>The cell.</summary>
    public long Cell => cell;

    /// <summary>Its stream.</summary>
    public StreamId Stream => stream;

    /// <summary>Its changes after these marks are in the window.</summary>
    public ImmutableArray<long> Start { get; private set; } = start;

    /// <summary>Number of the oldest piece.</summary>
    public long First { get; private set; }

    /// <summary>Number that the next piece will get.</summary>
    public long End { get; private set; }

    /// <summary>
    /// Until when (<see cref="ChangeRelay.NowMs"/>) it is kept although nobody follows it: somebody is about to; 0: nobody is.
    /// </summary>
    public long ExpectedUntilMs { get; set; }

    /// <summary>Whether it has a cursor.</summary>
    public bool HasCursors => cursors.Count > 0;

    /// <summary>A piece by its number.</summary>
    public CellPiece this[long number] => ring[number & (ring.Length - 1)];

    /// <summary>Somebody follows the cell.</summary>
    public void Join(CellCursor cursor) => cursors.Add(cursor);

    /// <summary>Somebody follows the cell no more.</summary>
    public void Leave(CellCursor cursor) => cursors.Remove(cursor);

    /// <summary>Adds a piece, and rings if somebody waits for it.</summary>
    public void Add(CellPiece piece)
    {
        if (End - First == ring.Length)
        {
            var larger = new CellPiece[ring.Length * 2];
            for (var number = First; number < End; number++)
            {
                larger[number & (larger.Length - 1)] = this[number];
            }

            ring = larger;
        }

        ring[End++ & (ring.Length - 1)] = piece;
        if (ExpectedUntilMs > 0 || cursors.Exists(static cursor => cursor.IsIdle))
        {
            Ring(piece.Marks);
        }
    }

    /// <summary>Tells the agent to ask the cursors.</summary>
    /// <param name="marks">The place just before what is new.</param>
    public void Ring(ImmutableArray<long> marks) => bells.Ring(this, marks);

    /// <summary>Nobody is to be told any more.</summary>
    public void Silence() => bells.Silence(this);

    /// <summary>The place from which a subscriber without a token has not missed anything yet.</summary>
    public ImmutableArray<long> NowFor(ImmutableArray<long> marks) => bells.Unheard(this) ?? marks;

    /// <summary>Lets the oldest piece go; who still needed it is behind from now on.</summary>
    /// <returns>False when the oldest piece is another one.</returns>
    public bool Evict(CellPiece piece)
    {
        if (First == End || !ReferenceEquals(this[First], piece))
        {
            return false;
        }

        foreach (var cursor in cursors)
        {
            cursor.Lose(First, piece);
        }

        ring[First++ & (ring.Length - 1)] = null!;
        Start = First < End ? this[First].Marks : piece.Marks.SetItem(piece.Partition, piece.End);
        return true;
    }

    /// <summary>Nothing up to these marks can be given any more.</summary>
    public void Restart(ImmutableArray<long> marks)
    {
        while (First < End)
        {
            Evict(this[First]);
        }

        foreach (var cursor in cursors)
        {
            cursor.LoseAll(Start);
        }

        Start = marks;
    }
}
