using CityActors.Grains.History;
using CityActors.Silo.History.Days;
using CityActors.Silo.Storage;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Writing;

/// <summary>
/// Writes groups of batches: each day's rows into its file, in one transaction with the file's own watermarks, then names and watermarks
/// into the catalog. A crash between leaves the catalog behind; what is sent again is left out by the watermarks of the days that have it.
/// </summary>
internal sealed partial class HistoryWriter : IDisposable
{
    private readonly DayFiles files;
    private readonly HistoryCatalog catalog;
    private readonly HistoryHorizon horizon;
    private readonly ILogger logger;
    private readonly DuckSession session;
    private readonly DayWriter days;
    private readonly SemaphoreSlim gate;
    private readonly Task<PartitionsProgress> progress;

    /// <summary>Makes the writer.</summary>
    public HistoryWriter(HistoryParts parts)
    {
        (files, catalog, horizon, gate, logger) = (parts.Files, parts.Catalog, parts.Horizon, parts.WriterGate, parts.Logger);
        session = parts.Engine.Open();
        days = new DayWriter(session, parts.Generation, parts.Time);
        progress = PartitionsProgress.Read(parts);
    }

    /// <summary>Newest sequence of a partition whose rows are durable; -1 when there is none.</summary>
    public async ValueTask<long> Watermark(int partition) => (await progress).Of(partition).Watermark;

    /// <summary>Writes a group, durably.</summary>
    public async Task Write(IReadOnlyList<HistoryJob> jobs)
    {
        var partitions = await progress;
        await gate.WaitAsync();
        try
        {
            var reached = new Dictionary<int, long>();
            foreach (var (number, rows) in Sort(jobs, partitions, reached))
            {
                using var lease = files.Make(number);
                try
                {
                    days.Write(lease.Day, rows, reached);
                }
                catch (DuckDBException fault)
                {
                    files.Mistrust(number);
                    throw DuckFault.Of(fault, files.PathOf(lease.Day, DayNames.RawEnding));
                }
            }

            files.FlushNames();
            await Conclude(jobs, partitions, reached);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    /// <summary>Sorts the rows that are new by days, and says where each partition comes.</summary>
    private SortedDictionary<long, List<DayRow>> Sort(
        IReadOnlyList<HistoryJob> jobs, PartitionsProgress partitions, Dictionary<int, long> reached)
    {
        var sorted = new SortedDictionary<long, List<DayRow>>();
        var oldest = horizon.OldestRawDay;
        long expired = 0, lastDay = long.MinValue;
        List<DayRow>? last = null;
        foreach (var job in jobs)
        {
            var partition = partitions.Of(job.Partition);
            if (!reached.TryGetValue(job.Partition, out var after))
            {
                after = partition.Watermark;
            }

            for (var index = 0; index < job.Batch.Rows.Count; index++)
            {
                var row = job.Batch.Rows[index];
                if (row.Sequence <= after)
                {
                    continue;
                }

                var isAgain = partition.MayBeAgain(row.Handle, row.ObservedAtMs);
                var day = DayNames.DayOf(row.ObservedAtMs);
                if (day < oldest || day > HistoryHorizon.LastDay)
                {
                    expired++;
                    continue;
                }

                if (day != lastDay || last is null)
                {
                    lastDay = day;
                    last = sorted.TryGetValue(day, out var known) ? known : sorted[day] = new List<DayRow>(job.Batch.Rows.Count);
                }

                last.Add(new DayRow(job, index, isAgain));
            }

            reached[job.Partition] = Math.Max(after, job.UpTo);
        }

        if (expired > 0)
        {
            HistoryMeters.Expired(expired);
            LogExpired(logger, expired, DayNames.Of(oldest, ""));
        }

        return sorted;
    }

    private async Task Conclude(IReadOnlyList<HistoryJob> jobs, PartitionsProgress partitions, Dictionary<int, long> reached)
    {
        var channels = new List<(int, HistoryChannel)>();
        foreach (var job in jobs)
        {
            foreach (var channel in job.Batch.Channels)
            {
                channels.Add((job.Partition, channel));
            }
        }

        await catalog.Write(channels, [.. reached.Select(one => (one.Key, one.Value, partitions.Of(one.Key).NewestMs))]);
        foreach (var (partition, sequence) in reached)
        {
            partitions.Of(partition).Watermark = sequence;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Rows} readings were not kept: they were observed before {Oldest}, the oldest day of history (City:History:RawDays).")]
    private static partial void LogExpired(ILogger logger, long rows, string oldest);
}
