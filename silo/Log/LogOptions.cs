using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log;

/// <summary>
/// Settings of the city log and of the change log. Memory of both by default: 24 MiB of FasterLog pages, 48 MiB of newest frames, 32 MiB
/// of pages read back, and up to 48 MiB that waits for a slow disk.
/// </summary>
public sealed class LogOptions
{
    /// <summary>Partitions of a new data directory when nobody says how many: a few for each core of an ordinary server.</summary>
    public const int PartitionsOfNew = 16;

    /// <summary>
    /// Number of partitions, 1-1024; a directory that has another number is refused. Default null: what the directory has, 16 for a
    /// new one.
    /// </summary>
    public int? Partitions { get; set; }

    /// <summary>
    /// Bytes of the city log that are kept although nobody needs them, for looking back in time. Default 16 GiB. Null: no limit by bytes.
    /// What a shard still needs is kept whatever this says.
    /// </summary>
    public long? RetainBytes { get; set; } = 16L << 30;

    /// <summary>Hours of the city log that are kept although nobody needs them. Default 72. Null: no limit by time.</summary>
    public double? RetainHours { get; set; } = 72;

    /// <summary>
    /// Bytes of the change log that are kept although no follower needs them, for subscribers that rewind. Default 4 GiB. Null: all.
    /// </summary>
    public long? ChangesRetainBytes { get; set; } = 4L << 30;

    /// <summary>Bytes of a file of a new log, a power of two from 16 MiB to 1 GiB. Default 64 MiB: what retention drops at once.</summary>
    public long SegmentBytes { get; set; } = 64L << 20;

    /// <summary>
    /// Bytes of appends that may wait for the disk, 1 MiB to 1 GiB. Default 32 MiB: some seconds of full load. Beyond, appends are refused.
    /// </summary>
    public long PendingBytesMax { get; set; } = 32L << 20;

    /// <summary>Bytes of changes that may wait for the disk, 1 MiB to 1 GiB. Default 16 MiB. Beyond, appends wait.</summary>
    public long ChangesPendingBytesMax { get; set; } = 16L << 20;

    /// <summary>Bytes of newest frames that each log keeps in memory for its readers, 1 MiB to 1 GiB. Default 24 MiB.</summary>
    public long WindowBytes { get; set; } = 24L << 20;

    /// <summary>Milliseconds that changes may wait for a flush, 1-10,000. Default 200: snapshots follow the flush.</summary>
    public int ChangesFlushMs { get; set; } = 200;

    /// <summary>
    /// Newest bytes of each log that are checked frame by frame at the start, 1 MiB or more. Default 1 GiB, which takes about a second.
    /// Older frames are checked when they are read.
    /// </summary>
    public long VerifyBytes { get; set; } = 1L << 30;

    /// <summary>Milliseconds after which a disk that refused is tried again, 10-60,000. Default 1,000.</summary>
    public int RetryMs { get; set; } = 1_000;

    /// <summary>Throws when a setting is out of its range.</summary>
    /// <exception cref="ArgumentException">The message is one sentence that names the setting.</exception>
    public void Validate()
    {
        const long MiB = 1 << 20;
        const long GiB = 1 << 30;
        Require(nameof(Partitions), Partitions ?? PartitionsOfNew, 1, 1024);
        Require(nameof(RetainBytes), RetainBytes ?? 0, 0, long.MaxValue);
        Require(nameof(ChangesRetainBytes), ChangesRetainBytes ?? 0, 0, long.MaxValue);
        Require(nameof(SegmentBytes), SegmentBytes, 16 * MiB, GiB);
        Require(nameof(PendingBytesMax), PendingBytesMax, MiB, GiB);
        Require(nameof(ChangesPendingBytesMax), ChangesPendingBytesMax, MiB, GiB);
        Require(nameof(WindowBytes), WindowBytes, MiB, GiB);
        Require(nameof(ChangesFlushMs), ChangesFlushMs, 1, 10_000);
        Require(nameof(VerifyBytes), VerifyBytes, MiB, long.MaxValue);
        Require(nameof(RetryMs), RetryMs, 10, 60_000);
        if (RetainHours is < 0 or > 1_000_000 or double.NaN)
        {
            throw new ArgumentException($"{nameof(RetainHours)} must be from 0 to 1000000, it is {RetainHours}.");
        }

        if (!long.IsPow2(SegmentBytes))
        {
            throw new ArgumentException($"{nameof(SegmentBytes)} must be a power of two, it is {SegmentBytes}.");
        }
    }

    /// <summary>The city log of a data directory.</summary>
    internal FramedLogSettings CityLog(DataDirectory directory) => new()
    {
        Name = "city",
        Directory = directory.Folder(DataDirectory.CityLogFolder),
        Rules = new FrameRules(FrameKind.Records, directory.Generation, directory.Partitions, 0),
        Layout = new LogLayout(LogLayout.CurrentVersion, 2 << 20, SegmentBytes),
        IsDerivable = false,
        PendingBytesMax = PendingBytesMax,
        WindowBytes = WindowBytes,
        CachedPages = 8,
        VerifyBytes = VerifyBytes,
        RetryEvery = TimeSpan.FromMilliseconds(RetryMs),
        RetainBytes = RetainBytes,
        RetainFor = RetainHours is { } hours ? TimeSpan.FromHours(hours) : null,
    };

    /// <summary>The change log of a data directory.</summary>
    internal FramedLogSettings ChangeLog(DataDirectory directory) => new()
    {
        Name = "change",
        Directory = directory.Folder(DataDirectory.ChangeLogFolder),
        Rules = new FrameRules(FrameKind.Changes, directory.Generation, directory.Partitions, LogState.Any),
        Layout = new LogLayout(LogLayout.CurrentVersion, 4 << 20, SegmentBytes),
        IsDerivable = true,
        FlushEvery = TimeSpan.FromMilliseconds(ChangesFlushMs),
        FlushBytes = ChangesPendingBytesMax / 4,
        PendingBytesMax = ChangesPendingBytesMax,
        WindowBytes = WindowBytes,
        CachedPages = 4,
        VerifyBytes = VerifyBytes,
        RetryEvery = TimeSpan.FromMilliseconds(RetryMs),
        RetainBytes = ChangesRetainBytes,
    };

    private static void Require(string name, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{name} must be from {min} to {max}, it is {value}.");
        }
    }
}
