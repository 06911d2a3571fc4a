namespace CityActors.Domain.Changes;

/// <summary>
/// What the fold said over a run of log records of one partition. A frame without changes still moves watermarks: it says that
/// nothing followed from its records.
/// </summary>
public sealed class ChangeFrame
{
    /// <summary>Log generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Partition, from 0.</summary>
    public required int Partition { get; init; }

    /// <summary>Sequence of the first log record that the frame speaks of.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>Sequence of the last one; the next frame of the partition begins after it.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Number of changes, from 0.</summary>
    public required int Count { get; init; }

    /// <summary>The changes, encoded by <see cref="ChangeWriter"/>.</summary>
    public required ReadOnlyMemory<byte> Changes { get; init; }
}
