using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CityActors.Streams;
using CityActors.Twins;

namespace CityActors.Silo.Streams.Relay;

/// <summary>Changes of one cell that one frame of the change log brought, or a part of them; shared by all who follow the cell.</summary>
[GenerateSerializer, Immutable, Alias("city.CellPiece")]
internal sealed class CellPiece(ImmutableArray<long> marks, int partition, long end, TwinChange[] changes)
{
    /// <summary>What had been given of the cell before.</summary>
    [Id(0)]
    public ImmutableArray<long> Marks { get; } = marks;

    /// <summary>Partition the changes are of.</summary>
    [Id(1)]
    public int Partition { get; } = partition;

    /// <summary>How far the partition is after them.</summary>
    [Id(2)]
    public long End { get; } = end;

    /// <summary>The changes, at least one.</summary>
    [Id(3)]
    public TwinChange[] Changes { get; } = changes;

    /// <summary>Memory it takes, about; names and cell are shared with others.</summary>
    public long Bytes => (Changes.Length * (long)Unsafe.SizeOf<TwinChange>()) + 300;

    /// <summary>Token of a change.</summary>
    public ChangeToken TokenOf(in TwinChange change) =>
        new(change.Position.Generation, Marks, Partition, ChangeMark.Of(change.Position.Sequence, change.Index));

    /// <summary>Token of the piece as a whole.</summary>
    public ChangeToken Token => new(Changes[0].Position.Generation, Marks, Partition, End);

    /// <summary>What of it lies after a mark of its partition, told from other marks on; null when nothing does.</summary>
    public CellPiece? After(long mark, ImmutableArray<long> from)
    {
        var first = Changes.Length;
        while (first > 0 && MarkOf(Changes[first - 1]) > mark)
        {
            first--;
        }

        return first == Changes.Length ? null : new CellPiece(from, Partition, End, first == 0 ? Changes : Changes[first..]);
    }

    /// <summary>Cuts changes of one frame into pieces of at most <paramref name="most"/>.</summary>
    /// <param name="changes">The changes, at least one, in their order.</param>
    /// <param name="marks">What had been given before.</param>
    /// <param name="partition">Their partition.</param>
    /// <param name="end">How far the partition is after all of them.</param>
    /// <param name="most">Changes of a piece.</param>
    public static IEnumerable<CellPiece> Cut(List<TwinChange> changes, ImmutableArray<long> marks, int partition, long end, int most)
    {
        for (var first = 0; first < changes.Count; first += most)
        {
            var count = Math.Min(most, changes.Count - first);
            var isLast = first + count == changes.Count;
            var piece = new CellPiece(
                marks, partition, isLast ? end : MarkOf(changes[first + count - 1]), changes.GetRange(first, count).ToArray());
            yield return piece;
            marks = isLast ? marks : marks.SetItem(partition, piece.End);
        }
    }

    /// <summary>Mark of a change.</summary>
    public static long MarkOf(in TwinChange change) => ChangeMark.Of(change.Position.Sequence, change.Index);
}
