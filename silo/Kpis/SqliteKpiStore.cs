using System.Collections.Immutable;
using CityActors.Grains.Kpis;
using CityActors.Kpis;
using CityActors.Silo.Storage;
using CityActors.Streams;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Kpis;

/// <summary>The projection of KPIs in a SQLite file.</summary>
internal sealed class SqliteKpiStore : IKpiStore, IAsyncDisposable
{
    private const int StatementsPerEntry = 8;

    private readonly SqliteKpiOptions options;
    private readonly SqliteStore store;

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged (delete it: it is made anew of what the change log still says), or was written by a newer version.
    /// </exception>
    public SqliteKpiStore(IOptions<SqliteKpiOptions> options)
    {
        this.options = options.Value;
        store = SqliteStore.Open("projection of KPIs", this.options.Path, KpiSchema.Version, KpiSchema.Statements);
    }

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => Watermark(session, partition), cancellationToken);

    /// <inheritdoc/>
    public Task Apply(int partition, IReadOnlyList<KpiEntry> entries, long upTo, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                var watermark = Watermark(session, partition);
                if (upTo > watermark)
                {
                    new KpiShelf(session, options).Apply(partition, entries, watermark);
                    session["INSERT INTO watermarks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sequence = ?2"]
                        .Bind(1, partition).Bind(2, upTo).Run();
                }

                return true;
            },
            (entries.Count * StatementsPerEntry) + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task<KpiPage> List(KpiQuery query, CancellationToken cancellationToken = default) =>
        store.Read(session => new KpiSearch(session).Page(query), cancellationToken);

    /// <inheritdoc/>
    public Task<KpiStanding?> Read(string kpi, string? zone, CancellationToken cancellationToken = default) =>
        store.Read(session => new KpiSearch(session).One(kpi, zone), cancellationToken);

    /// <inheritdoc/>
    public Task<KpiValuePage> Values(string kpi, string? after, int most, CancellationToken cancellationToken = default) =>
        store.Read(session => new KpiSearch(session).Values(kpi, after, most), cancellationToken);

    /// <inheritdoc/>
    public Task<KpiValuePage> Windows(KpiWindowQuery query, CancellationToken cancellationToken = default) =>
        store.Read(session => new KpiWindows(session).Page(query), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<KpiNewsItem>> News(
        ImmutableArray<long> marks, int most, CancellationToken cancellationToken = default) =>
        store.Read(session => new KpiNewsReader(session).After(marks, most), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<long>> Marks(int partitions, CancellationToken cancellationToken = default) =>
        store.Read(
            session => Enumerable.Range(0, partitions).Select(each => ChangeMark.After(Watermark(session, each))).ToImmutableArray(),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static long Watermark(SqliteSession session, int partition) =>
        session["SELECT sequence FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? -1;
}
