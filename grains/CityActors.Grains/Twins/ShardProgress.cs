namespace CityActors.Grains.Twins;

/// <summary>
/// How far each shard of this process has folded; what admission control and readiness look at. Written by shards, read by anybody.
/// </summary>
public sealed class ShardProgress
{
    private readonly long[] folded;
    private readonly long[] foldingSinceMs;
    private readonly bool[] caughtUp;
    private readonly int[] deletions;

    /// <summary>Nothing is folded yet.</summary>
    /// <param name="partitions">Number of partitions of the log.</param>
    public ShardProgress(int partitions)
    {
        folded = new long[partitions];
        foldingSinceMs = new long[partitions];
        caughtUp = new bool[partitions];
        deletions = new int[partitions];
        Array.Fill(folded, -1);
    }

    /// <summary>Number of partitions.</summary>
    public int Partitions => folded.Length;

    /// <summary>True when every shard has replayed what was there at the start: the city may answer and accept.</summary>
    public bool AllCaughtUp => Array.TrueForAll(caughtUp, static shard => shard);

    /// <summary>Newest folded sequence of a partition; -1 before the first.</summary>
    public long Folded(int partition) => Volatile.Read(ref folded[partition]);

    /// <summary>A shard takes up records that arrived at a moment (Unix milliseconds).</summary>
    public void Begin(int partition, long arrivedAtMs) => Volatile.Write(ref foldingSinceMs[partition], arrivedAtMs);

    /// <summary>A shard folded up to a sequence, and what followed is in the change log.</summary>
    /// <param name="partition">Partition.</param>
    /// <param name="sequence">Newest folded sequence.</param>
    /// <param name="behindSinceMs">When records arrived that wait already (Unix milliseconds, about); 0 when none do.</param>
    public void End(int partition, long sequence, long behindSinceMs = 0)
    {
        Volatile.Write(ref folded[partition], sequence);
        Volatile.Write(ref foldingSinceMs[partition], behindSinceMs);
    }

    /// <summary>A shard is live, or (again) replaying.</summary>
    public void ReportCaughtUp(int partition, bool value) => Volatile.Write(ref caughtUp[partition], value);

    /// <summary>
    /// Twins of a partition that were deleted so far: who caches handles asks for them again when it has grown, because a deleted
    /// twin's handle is a tombstone.
    /// </summary>
    public int Deletions(int partition) => Volatile.Read(ref deletions[partition]);

    /// <summary>A shard has folded that many deletions of twins.</summary>
    public void ReportDeletions(int partition, int total) => Volatile.Write(ref deletions[partition], total);

    /// <summary>
    /// Fold lag of a partition, milliseconds: how long ago the records arrived that it is folding now; 0 when it is idle.
    /// </summary>
    public long LagMs(int partition, long nowMs) =>
        Volatile.Read(ref foldingSinceMs[partition]) is var since and > 0 ? Math.Max(0, nowMs - since) : 0;

    /// <summary>The largest fold lag of all partitions, milliseconds.</summary>
    public long WorstLagMs(long nowMs)
    {
        var worst = 0L;
        for (var partition = 0; partition < folded.Length; partition++)
        {
            worst = Math.Max(worst, LagMs(partition, nowMs));
        }

        return worst;
    }
}
