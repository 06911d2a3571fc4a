namespace CityActors.Domain.Snapshots;

/// <summary>A consistent picture of a shard at one position: all pages, or those that changed since the capture before.</summary>
public sealed class SnapshotCapture
{
    /// <summary>Log generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Partition, from 0.</summary>
    public required int Partition { get; init; }

    /// <summary>Everything up to and including this record is in the picture.</summary>
    public required long Sequence { get; init; }

    /// <summary>Version of the fold that made it.</summary>
    public required int FoldVersion { get; init; }

    /// <summary>Hash of the whole state: what a restored state must have.</summary>
    public required ulong StateHash { get; init; }

    /// <summary>Whether all pages are here; otherwise only those changed since the capture before.</summary>
    public required bool Full { get; init; }

    /// <summary>Number of pages of each section in the whole picture, changed or not.</summary>
    public required int[] PageCounts { get; init; }

    /// <summary>The pages.</summary>
    public required IReadOnlyList<SnapshotPage> Pages { get; init; }
}

/// <summary>One page.</summary>
/// <param name="Section">Section of the state, from 0.</param>
/// <param name="Index">Page in the section, from 0.</param>
/// <param name="Bytes">Its content; owned by the page.</param>
public readonly record struct SnapshotPage(int Section, int Index, ReadOnlyMemory<byte> Bytes);
