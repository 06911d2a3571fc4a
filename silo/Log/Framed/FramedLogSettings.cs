using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Framed;

/// <summary>How one framed log works.</summary>
internal sealed record FramedLogSettings
{
    /// <summary>Name in metrics, messages and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where its files are.</summary>
    public required string Directory { get; init; }

    /// <summary>What its frames are.</summary>
    public required FrameRules Rules { get; init; }

    /// <summary>Layout of a new log.</summary>
    public required LogLayout Layout { get; init; }

    /// <summary>
    /// Whether what is added is read before it is on disk, is kept and tried again when the disk refuses, and a damage is simply cut
    /// off.
    /// </summary>
    public required bool IsDerivable { get; init; }

    /// <summary>How long what is added may wait for the next flush; zero: none.</summary>
    public TimeSpan FlushEvery { get; init; }

    /// <summary>Bytes that are flushed without waiting for that.</summary>
    public long FlushBytes { get; init; }

    /// <summary>Bytes accepted and not yet on disk.</summary>
    public required long PendingBytesMax { get; init; }

    /// <summary>Bytes of the newest frames kept in memory for readers.</summary>
    public required long WindowBytes { get; init; }

    /// <summary>Pages kept in memory for readers who are behind.</summary>
    public required int CachedPages { get; init; }

    /// <summary>Newest bytes that are checked frame by frame when the log is opened.</summary>
    public required long VerifyBytes { get; init; }

    /// <summary>How long to wait before a disk that refused is tried again.</summary>
    public required TimeSpan RetryEvery { get; init; }

    /// <summary>Bytes kept beyond what is needed; null: all.</summary>
    public long? RetainBytes { get; init; }

    /// <summary>How long is kept beyond what is needed; null: for ever.</summary>
    public TimeSpan? RetainFor { get; init; }

    /// <summary>The disk.</summary>
    public ISegmentDisk Disk { get; init; } = new SegmentDisk();
}
