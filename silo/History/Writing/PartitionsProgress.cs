using System.Collections.Concurrent;
using CityActors.Domain.History;
using CityActors.Silo.History.Days;

namespace CityActors.Silo.History.Writing;

/// <summary>How far every partition of this generation has come.</summary>
internal sealed class PartitionsProgress
{
    private readonly ConcurrentDictionary<int, PartitionProgress> partitions = [];
    private readonly long newestAtStart;

    private PartitionsProgress(long newestAtStart) => this.newestAtStart = newestAtStart;

    /// <summary>Reads where they stand.</summary>
    public static async Task<PartitionsProgress> Read(HistoryParts parts)
    {
        // A partition that the catalog does not know may yet have rows in files of days, if the catalog was lost.
        var days = parts.Files.DaysWith(DayNames.RawEnding);
        var progress = new PartitionsProgress(days.Count == 0 ? long.MinValue : ((days[^1] + 1) * HistoryPlan.DayMs) - 1);
        foreach (var (partition, (sequence, newestMs)) in await parts.Catalog.Watermarks())
        {
            progress.partitions[partition] = new PartitionProgress(sequence, newestMs);
        }

        return progress;
    }

    /// <summary>One of them.</summary>
    public PartitionProgress Of(int partition) => partitions.GetOrAdd(
        partition, static (_, newest) => new PartitionProgress(-1, newest), newestAtStart);
}
