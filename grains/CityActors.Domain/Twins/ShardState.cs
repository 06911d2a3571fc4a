using System.Collections.Immutable;
using CityActors.Domain.Snapshots;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Domain.Twins;

/// <summary>
/// The live rows of one partition. One writer (the fold), read from the same thread; only <see cref="Names"/> may be read from any thread.
/// </summary>
public sealed class ShardState
{
    /// <summary>An empty partition.</summary>
    public ShardState(int generation, int partition, int partitions) => throw new NotImplementedException();

    /// <summary>Log generation.</summary>
    public int Generation => throw new NotImplementedException();

    /// <summary>Partition, from 0.</summary>
    public int Partition => throw new NotImplementedException();

    /// <summary>Newest folded record; -1 before the first.</summary>
    public long Sequence => throw new NotImplementedException();

    /// <summary>Registered twins, expired ones included, deleted ones not.</summary>
    public int TwinCount => throw new NotImplementedException();

    /// <summary>Their channels.</summary>
    public int ChannelCount => throw new NotImplementedException();

    /// <summary>One more than the largest twin handle ever given.</summary>
    public int TwinHandles => throw new NotImplementedException();

    /// <summary>Handle → names, for readers on any thread.</summary>
    public TwinNames Names => throw new NotImplementedException();

    /// <summary>XXH3 of the whole state.</summary>
    public ulong Hash() => throw new NotImplementedException();

    /// <summary>Handle of a live twin.</summary>
    public bool TryFind(string id, out int twin) => throw new NotImplementedException();

    /// <summary>Handle of a channel of a twin; -1 when it has none of that name.</summary>
    public int FindChannel(int twin, string name) => throw new NotImplementedException();

    /// <summary>The picture of a twin; null when the handle is of a deleted one.</summary>
    public TwinState? Read(int twin) => throw new NotImplementedException();

    /// <summary>Live (not expired) twins inside a view, newest first, at most as many as it says.</summary>
    public ImmutableArray<MapPoint> Within(MapView view) => throw new NotImplementedException();

    /// <summary>Live twins matched to a road segment, in the order of handles.</summary>
    public ImmutableArray<string> OnSegment(string roadSegment, int most) => throw new NotImplementedException();

    /// <summary>Whether a zone of that id is defined.</summary>
    public bool HasZone(string id) => throw new NotImplementedException();

    /// <summary>A picture for a snapshot: all pages, or those changed since the capture before. The pages are copies.</summary>
    public SnapshotCapture Capture(bool full) => throw new NotImplementedException();

    /// <summary>The state of a whole (full) picture.</summary>
    /// <exception cref="InvalidDataException">The pages do not fit together, or their hash is another.</exception>
    public static ShardState Restore(SnapshotCapture whole, int partitions) => throw new NotImplementedException();
}
