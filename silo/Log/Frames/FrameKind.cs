namespace CityActors.Silo.Log.Frames;

/// <summary>What a frame on disk holds. Numbers are part of the data format: never changed, never reused.</summary>
internal enum FrameKind : byte
{
    /// <summary>Log records of one partition.</summary>
    Records = 1,

    /// <summary>Changes that followed from a run of log records of one partition.</summary>
    Changes = 2,

    /// <summary>
    /// Where every partition stands; the first frame of each segment, so that a segment can be read without the ones before it.
    /// </summary>
    Checkpoint = 3,
}
