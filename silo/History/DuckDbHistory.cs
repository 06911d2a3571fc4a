using CityActors.Grains.History;
using CityActors.History;
using CityActors.Silo.History.Days;
using CityActors.Silo.History.Reading;
using CityActors.Silo.History.Tending;
using CityActors.Silo.History.Writing;
using CityActors.Silo.Storage;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.History;

/// <summary>
/// History in DuckDB files, one of raw readings and one of roll-ups for each day of observedAt (UTC). Batches of all partitions that wait
/// are written together. History outlives its twins: one that is deleted stays readable, one that is registered again goes on in the
/// same line.
/// </summary>
internal sealed class DuckDbHistory : IHistory, IAsyncDisposable
{
    private const int WaitingMax = 1024;
    private const int GroupWeightMax = 250_000;

    private readonly HistoryParts parts;
    private readonly HistoryWriter writer;
    private readonly HistoryReader reader;
    private readonly GroupWriter<HistoryJob> group;

    /// <summary>Opens the folder, making it when absent.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="generation">Generation of the log whose rows come, from 1.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log of this program.</param>
    /// <exception cref="IOException">The folder cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The catalog is damaged, or was written by a newer version.</exception>
    public DuckDbHistory(IOptions<DuckDbHistoryOptions> options, int generation, TimeProvider time, ILogger<DuckDbHistory> logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(generation, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(generation, SeriesKey.GenerationMax);
        parts = Open(options.Value, generation, time, logger);
        writer = new HistoryWriter(parts);
        reader = new HistoryReader(parts);
        group = new GroupWriter<HistoryJob>("history", WaitingMax, GroupWeightMax, writer.Write);
        Tender = new HistoryTender(parts);
    }

    /// <summary>Who sees to roll-ups and retention.</summary>
    public HistoryTender Tender { get; }

    /// <inheritdoc/>
    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        writer.Watermark(partition);

    /// <inheritdoc/>
    public Task Append(int partition, HistoryBatch batch, long upTo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partition, SeriesKey.PartitionMax);
        if (batch.Rows.Count > 0 && batch.Rows[^1].Sequence > upTo)
        {
            throw new ArgumentException($"Expected rows up to {upTo}, got {batch.Rows[^1].Sequence} in partition {partition}.");
        }

        return group.Add(new HistoryJob(partition, batch, upTo, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HistorySeries> Query(HistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Most, 1);
        return reader.Answer(query, cancellationToken);
    }

    /// <summary>Writes what waits, then closes all files.</summary>
    public async ValueTask DisposeAsync()
    {
        await group.DisposeAsync();
        await Tender.DisposeAsync();
        await reader.DisposeAsync();
        writer.Dispose();
        parts.Files.Dispose();
        parts.Engine.Dispose();
        await parts.Catalog.DisposeAsync();
    }

    private static HistoryParts Open(DuckDbHistoryOptions options, int generation, TimeProvider time, ILogger logger)
    {
        var folder = Path.GetFullPath(options.Path);
        try
        {
            Directory.CreateDirectory(folder);
            var catalog = new HistoryCatalog(Path.Combine(folder, "catalog.sqlite"), generation);
            var engine = new DuckEngine(options, Path.Combine(folder, "temporary"));
            var files = new DayFiles(engine, folder, generation, options.OpenDaysMax);
            return new HistoryParts(
                options, generation, engine, files, catalog, new HistoryHorizon(options, time), new SemaphoreSlim(1), time, logger);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or DuckDBException)
        {
            throw cause is DuckDBException fault
                ? DuckFault.Of(fault, folder)
                : new IOException($"The folder of history {folder} cannot be read or written.", cause);
        }
    }
}
