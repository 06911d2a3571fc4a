namespace CityActors.Silo.Snapshots;

/// <summary>Which snapshots are kept: the newest ones, and the last one of each hour for some hours back.</summary>
internal static class SnapshotLadder
{
    private const long HourMs = 3_600_000;

    /// <summary>The snapshots to keep, in their order.</summary>
    /// <param name="snapshots">In the order of publishing.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    /// <param name="newestKept">How many of the newest are kept whatever their age; at least 1.</param>
    /// <param name="hoursKept">Hours back for which one an hour is kept.</param>
    public static IEnumerable<KeptSnapshot> Keep(
        IReadOnlyList<KeptSnapshot> snapshots, long nowMs, int newestKept, int hoursKept)
    {
        for (var i = 0; i < snapshots.Count; i++)
        {
            var takenAt = snapshots[i].TakenAtMs;
            var isNewest = i >= snapshots.Count - newestKept;
            var isLastOfHour = i + 1 == snapshots.Count || HourOf(snapshots[i + 1].TakenAtMs) != HourOf(takenAt);
            if (isNewest || (isLastOfHour && nowMs - takenAt <= hoursKept * HourMs))
            {
                yield return snapshots[i];
            }
        }
    }

    private static long HourOf(long atMs) => Math.DivRem(atMs, HourMs).Quotient;
}
