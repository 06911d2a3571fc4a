using Microsoft.Extensions.Options;

namespace CityActors.Grains.Twins;

/// <summary>How shards fold, wait and take snapshots.</summary>
public sealed class ShardOptions
{
    /// <summary>
    /// Most records that are folded before their changes go to the change log; default 4,096: one write, and reads come in between.
    /// </summary>
    public int SliceRecordsMax { get; set; } = 4_096;

    /// <summary>Most bytes of changes that are gathered before they go to the change log; default 1 MiB.</summary>
    public int SliceBytesMax { get; set; } = 1 << 20;

    /// <summary>A snapshot is due after this many records; default 2,000,000: about 5 s of folding on a slow core.</summary>
    public long SnapshotEveryRecords { get; set; } = 2_000_000;

    /// <summary>
    /// A snapshot is due when replaying what came since the last one would take this long at the measured pace; default 5 s.
    /// </summary>
    public TimeSpan SnapshotReplayDebt { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A snapshot is due this long after the last one when at least one record came; default 60 s. Partitions take turns.
    /// </summary>
    public TimeSpan SnapshotAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a call waits for a position to be folded; default 10 s. Longer means the shard is in trouble, and the caller should
    /// know.
    /// </summary>
    public TimeSpan FoldWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call waits for a shard that replays; default 25 s, less than the 30 s that a grain call waits.</summary>
    public TimeSpan ReadyWait { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Most calls that wait for a position of one shard at a time; default 20,000. One more is refused.</summary>
    public int WaitersMax { get; set; } = 20_000;

    /// <summary>
    /// Most subscriptions to changes of single twins on one shard; default 1,000. One more is refused: follow map cells instead.
    /// </summary>
    public int SubscriptionsMax { get; set; } = 1_000;

    /// <summary>
    /// Most changes that wait for one subscriber of a twin; default 256, about 40 kB. One who is further behind reads the change log by
    /// himself until he has caught up, and is counted.
    /// </summary>
    public int SubscriptionChangesMax { get; set; } = 256;

    /// <summary>First pause after a failure; it doubles up to <see cref="RetryAfterMax"/>; default 200 ms.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause after a failure; default 10 s.</summary>
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether every shard is awake; default 5 s.</summary>
    public TimeSpan KeepAwakeEvery { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Holds <see cref="ShardOptions"/> to what can work.</summary>
internal sealed class ShardOptionsValidator : IValidateOptions<ShardOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ShardOptions options)
    {
        var wrong = options switch
        {
            { SliceRecordsMax: < 1 or > 1_000_000 } => Must(nameof(options.SliceRecordsMax), "1-1,000,000", options.SliceRecordsMax),
            { SliceBytesMax: < 4096 or > 64 << 20 } => Must(nameof(options.SliceBytesMax), "4 KiB - 64 MiB", options.SliceBytesMax),
            { SnapshotEveryRecords: < 1 } => Must(nameof(options.SnapshotEveryRecords), "at least 1", options.SnapshotEveryRecords),
            { WaitersMax: < 1 } => Must(nameof(options.WaitersMax), "at least 1", options.WaitersMax),
            { SubscriptionsMax: < 1 } => Must(nameof(options.SubscriptionsMax), "at least 1", options.SubscriptionsMax),
            { SubscriptionChangesMax: < 1 or > 100_000 } =>
                Must(nameof(options.SubscriptionChangesMax), "1-100,000", options.SubscriptionChangesMax),
            _ => null,
        };
        foreach (var (key, time) in (ReadOnlySpan<(string, TimeSpan)>)
        [
            (nameof(options.SnapshotReplayDebt), options.SnapshotReplayDebt), (nameof(options.SnapshotAfter), options.SnapshotAfter),
            (nameof(options.FoldWait), options.FoldWait), (nameof(options.ReadyWait), options.ReadyWait),
            (nameof(options.RetryAfter), options.RetryAfter), (nameof(options.RetryAfterMax), options.RetryAfterMax),
            (nameof(options.KeepAwakeEvery), options.KeepAwakeEvery),
        ])
        {
            wrong ??= time > TimeSpan.Zero ? null : Must(key, "a positive time", time);
        }

        return wrong is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string Must(string key, string expected, object got) => $"Shards:{key} must be {expected}, got {got}.";
}
