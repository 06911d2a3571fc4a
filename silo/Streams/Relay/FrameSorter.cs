using System.Runtime.InteropServices;
using CityActors.Domain.Changes;
using CityActors.Domain.Map;
using CityActors.Domain.Twins;
using CityActors.Map;
using CityActors.Streams;
using CityActors.Twins;

namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// Sorts the changes of frames by the map cells that are followed. One reader of one partition at a time. Of a change that nobody
/// follows only the places are looked at, and nothing is allocated for it.
/// </summary>
internal sealed class FrameSorter
{
    private const int KnownCount = 8192;

    private readonly (long Place, long Cell)[] knownCells = new (long, long)[KnownCount];
    private readonly (int Twin, string? Name)[] knownNames = new (int, string?)[KnownCount];
    private readonly Dictionary<long, List<TwinChange>> found = [];
    private readonly Stack<List<TwinChange>> spare = [];

    /// <summary>Changes of a frame by cell, in their order; valid until the next call.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="names">Names of its handles.</param>
    /// <param name="after">Changes up to this mark are passed over.</param>
    /// <param name="isFollowed">Whether a cell is followed.</param>
    public IReadOnlyDictionary<long, List<TwinChange>> Sort(ChangeFrame frame, TwinNames names, long after, Func<long, bool> isFollowed)
    {
        Forget();
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (!TwinChanges.IsTold(reader.Kind, out var kind))
            {
                continue;
            }

            // A twin that has just been registered was nowhere before, not in the cell of those without a place.
            var place = reader.Place;
            var cell = CellOf(place);
            var isMove = reader.PreviousPlace != place && kind != TwinChangeKind.Registered;
            var previous = isMove ? CellOf(reader.PreviousPlace) : cell;
            var isHere = isFollowed(cell);
            var isThere = previous != cell && isFollowed(previous);
            if ((!isHere && !isThere) || ChangeMark.Of(reader.Sequence, reader.Index) <= after)
            {
                continue;
            }

            var channel = kind == TwinChangeKind.Channel ? names.Channel(reader.Channel).Name : "";
            var change = TwinChanges.Tell(reader, frame, kind, NameOf(names, reader.Twin), channel, cell);
            if (isHere)
            {
                Add(cell, change);
            }

            if (isThere)
            {
                Add(previous, change);
            }
        }

        return found;
    }

    /// <summary>The next frames are of another partition.</summary>
    public void ForgetNames() => Array.Clear(knownNames);

    private void Forget()
    {
        foreach (var changes in found.Values)
        {
            changes.Clear();
            if (changes.Capacity <= 4096)
            {
                spare.Push(changes);
            }
        }

        found.Clear();
    }

    private void Add(long cell, in TwinChange change)
    {
        ref var changes = ref CollectionsMarshal.GetValueRefOrAddDefault(found, cell, out _);
        changes ??= spare.TryPop(out var used) ? used : [];
        changes.Add(change);
    }

    private long CellOf(long packed)
    {
        if (packed == ChangeWriter.NoPlace)
        {
            return MapCell.Nowhere;
        }

        // Most twins stay where they are, and working out a cell takes a sine and a logarithm.
        ref var known = ref knownCells[Slot(packed)];
        if (known.Cell == 0 || known.Place != packed)
        {
            var place = Place.Of(packed);
            known = (packed, MapCell.Of(place.Longitude, place.Latitude));
        }

        return known.Cell;
    }

    private string NameOf(TwinNames names, int twin)
    {
        ref var known = ref knownNames[twin & (KnownCount - 1)];
        if (known.Name is null || known.Twin != twin)
        {
            known = (twin, names.Twin(twin));
        }

        return known.Name;
    }

    private static int Slot(long place) => (int)(((ulong)place * 0x9E3779B97F4A7C15) >> 51);
}
