using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions;
using CityActors.Silo.Storage;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Definitions;

/// <summary>Versions of definitions in a SQLite file.</summary>
internal sealed class SqliteDefinitionStore : IDefinitionStore, IAsyncDisposable
{
    private const int PageMax = 1_000;

    private readonly SqliteStore store;

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged (delete it: it is made anew from what is retained), or was written by
    /// a newer version.</exception>
    public SqliteDefinitionStore(IOptions<SqliteDefinitionOptions> options) =>
        store = SqliteStore.Open("definitions", options.Value.Path, DefinitionSchema.Version, DefinitionSchema.Statements);

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => Watermark(session, partition), cancellationToken);

    /// <inheritdoc/>
    public Task Apply(
        int partition, IReadOnlyList<DefinitionEntry> entries, long upTo, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                var watermark = Watermark(session, partition);
                if (upTo > watermark)
                {
                    Put(session, entries.Where(entry => entry.Position.Sequence > watermark), isFirstKept: false);
                    session["INSERT INTO watermarks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sequence = ?2"]
                        .Bind(1, partition).Bind(2, upTo).Run();
                }

                return true;
            },
            entries.Count + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task Import(IReadOnlyList<DefinitionEntry> entries, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                Put(session, entries, isFirstKept: true);
                return true;
            },
            entries.Count + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task Reset(CancellationToken cancellationToken = default) =>
        store.Write(
            static session =>
            {
                foreach (var statement in DefinitionSchema.Emptying)
                {
                    session[statement].Run();
                }

                return true;
            },
            1,
            cancellationToken);

    /// <inheritdoc/>
    public Task<Definition?> Get(DefinitionKind kind, string id, int? version, CancellationToken cancellationToken = default) =>
        store.Read(session => new DefinitionRows(session).Get(kind, id, version), cancellationToken);

    /// <inheritdoc/>
    public Task<DefinitionPage> Find(DefinitionKind kind, DefinitionQuery query, CancellationToken cancellationToken = default)
    {
        CheckMost(query.Most);
        return store.Read(session => new DefinitionSearch(session, kind, query).Run(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Definition>> Versions(
        DefinitionKind kind, string id, int? before, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read<ImmutableArray<Definition>>(
            session => [.. new DefinitionRows(session).Versions(kind, id, before ?? int.MaxValue, most)], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> Count(CancellationToken cancellationToken = default) =>
        store.Read(static session => checked((int)session["SELECT count(*) FROM heads"].Scalar()!.Value), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void Put(SqliteSession session, IEnumerable<DefinitionEntry> entries, bool isFirstKept)
    {
        var rows = new DefinitionRows(session);
        foreach (var entry in entries)
        {
            rows.Put(entry, isFirstKept);
        }
    }

    private static long Watermark(SqliteSession session, int partition) =>
        session["SELECT sequence FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? -1;

    private static void CheckMost(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, PageMax);
    }
}
