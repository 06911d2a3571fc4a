using CityActors.Grains.History;
using CityActors.History;

namespace CityActors.Grains.Tests.Memory;

/// <summary>History in memory: rows and watermark move together.</summary>
public sealed class MemoryHistory(int partitions, Pulse pulse) : IHistory
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];

    /// <summary>Stored rows with their partition, in order.</summary>
    public List<(int Partition, HistoryRow Row)> Rows { get; } = [];

    /// <summary>Names by partition and handle.</summary>
    public Dictionary<(int Partition, int Handle), HistoryChannel> Channels { get; } = [];

    /// <summary>How many of the next appends fail after they stored.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>While set, appends wait for it before they store.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Appends that were begun.</summary>
    public int Begun { get; private set; }

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public async Task Append(int partition, HistoryBatch batch, long upTo, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            Begun += batch.Rows.Count;
        }

        pulse.Beat();
        await Hold.WaitAsync(cancellationToken);
        lock (gate)
        {
            foreach (var channel in batch.Channels)
            {
                Channels[(partition, channel.Handle)] = channel;
            }

            Rows.AddRange(batch.Rows.Where(row => row.Sequence > watermarks[partition]).Select(row => (partition, row)));
            watermarks[partition] = Math.Max(watermarks[partition], upTo);
            if (batch.Rows.Count > 0 && FailuresLeft > 0)
            {
                FailuresLeft--;
                throw new IOException("History fails on purpose, after it stored.");
            }
        }

        pulse.Beat();
    }

    public Task<HistorySeries> Query(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult(new HistorySeries([], null, Rows.Count, false));

    /// <summary>Rows of a partition as they stand.</summary>
    public IReadOnlyList<HistoryRow> RowsOf(int partition)
    {
        lock (gate)
        {
            return [.. Rows.Where(row => row.Partition == partition).Select(static row => row.Row)];
        }
    }
}
