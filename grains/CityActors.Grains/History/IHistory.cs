using CityActors.History;

namespace CityActors.Grains.History;

/// <summary>
/// Where readings go to be remembered. A port: embedded it is DuckDB, distributed InfluxDB. Each partition's rows arrive in the
/// order of the log; the watermark moves in the same transaction as the rows, so a row counts once under any replay.
/// </summary>
public interface IHistory
{
    /// <summary>Newest sequence of a partition whose rows are durable; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores the rows of a partition and moves its watermark to <paramref name="upTo"/>; rows at or below the watermark are ignored.
    /// Durable when it returns.
    /// </summary>
    Task Append(int partition, HistoryBatch batch, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Answers a query; a channel that has no history gives no points.</summary>
    Task<HistorySeries> Query(HistoryQuery query, CancellationToken cancellationToken = default);
}
