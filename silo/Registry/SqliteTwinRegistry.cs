using System.Collections.Immutable;
using CityActors.Grains.Registry;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Silo.Storage;
using CityActors.Twins;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Registry;

/// <summary>The registry in a SQLite file.</summary>
internal sealed class SqliteTwinRegistry : ITwinRegistry, IAsyncDisposable
{
    private const int PageMax = 1000;

    private readonly SqliteStore store;

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged (delete it and rebuild), or was written by a newer version.</exception>
    public SqliteTwinRegistry(IOptions<SqliteRegistryOptions> options) =>
        store = SqliteStore.Open("registry", options.Value.Path, RegistrySchema.Version, RegistrySchema.Statements);

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => Watermark(session, partition), cancellationToken);

    /// <inheritdoc/>
    public Task Apply(
        int partition, IReadOnlyList<RegistryEntry> entries, long upTo, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                var watermark = Watermark(session, partition);
                if (upTo > watermark)
                {
                    new RegistryShelf(session).Apply(entries, watermark);
                    session["INSERT INTO watermarks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sequence = ?2"]
                        .Bind(1, partition).Bind(2, upTo).Run();
                }

                return true;
            },
            entries.Count + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task Import(int partition, IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                new RegistryShelf(session).Apply(entries, long.MinValue);
                return true;
            },
            entries.Count + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task Reset(CancellationToken cancellationToken = default) =>
        store.Write(
            static session =>
            {
                foreach (var statement in RegistrySchema.Emptying)
                {
                    session[statement].Run();
                }

                return true;
            },
            1,
            cancellationToken);

    /// <inheritdoc/>
    public Task<RegistryPage> Find(TwinQuery query, CancellationToken cancellationToken = default)
    {
        CheckMost(query.Most);
        return store.Read(session => new RegistrySearch(session, query).Run(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<TypeCount>> Types(CancellationToken cancellationToken = default) =>
        store.Read(
            static session =>
            {
                var types = ImmutableArray.CreateBuilder<TypeCount>();
                using var row = session["SELECT type, sum(twins) FROM counts GROUP BY type ORDER BY type"];
                while (row.Step())
                {
                    types.Add(new TypeCount(row.Text(0), row.Long(1)));
                }

                return types.ToImmutable();
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<TwinRelation>> Incoming(string objectId, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(
            session =>
            {
                var relations = ImmutableArray.CreateBuilder<TwinRelation>();
                using var row = session[
                    "SELECT id, name FROM relations JOIN twins ON n = subject WHERE object = ?1 ORDER BY name, subject LIMIT ?2"];
                row.Bind(1, objectId).Bind(2, most);
                while (row.Step())
                {
                    relations.Add(new TwinRelation(row.Text(0), row.Text(1), objectId));
                }

                return relations.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Zone>> Zones(string? after, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(
            session =>
            {
                var zones = ImmutableArray.CreateBuilder<Zone>();
                using var row = session["SELECT id, name, level, parent, geometry FROM zones WHERE id > ?1 ORDER BY id LIMIT ?2"];
                row.Bind(1, after ?? "").Bind(2, most);
                while (row.Step())
                {
                    zones.Add(new Zone(row.Text(0), row.Text(1), checked((int)row.Long(2)), row.TextOrNull(3), row.Text(4)));
                }

                return zones.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static long Watermark(SqliteSession session, int partition) =>
        session["SELECT sequence FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? -1;

    private static void CheckMost(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, PageMax);
    }
}
