using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityActors.Grains.Quarantine;
using CityActors.Quarantine;
using CityActors.Silo.Storage;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Quarantine;

/// <summary>The quarantine in a SQLite file.</summary>
internal sealed class SqliteQuarantineStore : IQuarantineStore, IAsyncDisposable
{
    private const string Columns = "id, source, topic, reason, detail, arrived, content_type, payload";

    private readonly SqliteQuarantineOptions options;
    private readonly SqliteStore store;

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or was written by a newer version.</exception>
    public SqliteQuarantineStore(IOptions<SqliteQuarantineOptions> options)
    {
        this.options = options.Value;
        store = SqliteStore.Open("quarantine", this.options.Path, QuarantineSchema.Version, QuarantineSchema.Statements);
    }

    /// <inheritdoc/>
    public Task<int> Keep(ImmutableArray<QuarantineEntry> entries, CancellationToken cancellationToken = default) =>
        store.Write(session => Put(session, entries), entries.Length, cancellationToken);

    /// <inheritdoc/>
    public Task<int> Follow(
        int partition, ImmutableArray<QuarantineEntry> entries, long upTo, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                if (upTo <= Watermark(session, partition))
                {
                    return 0;
                }

                session["INSERT INTO watermarks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sequence = ?2"]
                    .Bind(1, partition).Bind(2, upTo).Run();
                return Put(session, entries);
            },
            entries.Length + 1,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => Watermark(session, partition), cancellationToken);

    /// <inheritdoc/>
    public Task<QuarantinePage> List(string? source, string? before, int most, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 1000);
        return store.Read(session => Page(session, source, before, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<QuarantineEntry>> Get(ImmutableArray<string> ids, CancellationToken cancellationToken = default) =>
        store.Read(
            session =>
            {
                var found = ImmutableArray.CreateBuilder<QuarantineEntry>(ids.Length);
                foreach (var id in ids)
                {
                    using var row = session[$"SELECT {Columns} FROM entries WHERE id = ?1"].Bind(1, id);
                    if (row.Step())
                    {
                        found.Add(Entry(row));
                    }
                }

                return found.ToImmutable();
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> Remove(ImmutableArray<string> ids, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                var shelf = new QuarantineShelf(session, options);
                var removed = 0;
                foreach (var id in ids)
                {
                    removed += shelf.Take(id) ? 1 : 0;
                }

                return removed;
            },
            ids.Length,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static long Watermark(SqliteSession session, int partition) =>
        session["SELECT sequence FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? -1;

    private int Put(SqliteSession session, ImmutableArray<QuarantineEntry> entries)
    {
        var shelf = new QuarantineShelf(session, options);
        var dropped = 0;
        foreach (var entry in entries)
        {
            dropped += shelf.Put(entry);
        }

        return dropped;
    }

    private static QuarantinePage Page(SqliteSession session, string? source, string? before, int most)
    {
        var cursor = QuarantineCursor.Read(before, session);
        var entries = ImmutableArray.CreateBuilder<QuarantineEntry>();
        using (var row = source is null
            ? session[$"SELECT {Columns} FROM entries WHERE (arrived, id) < (?1, ?2) ORDER BY arrived DESC, id DESC LIMIT ?3"]
            : session[
                $"SELECT {Columns} FROM entries WHERE source = ?4 AND (arrived, id) < (?1, ?2) ORDER BY arrived DESC, id DESC LIMIT ?3"]
                .Bind(4, source))
        {
            row.Bind(1, cursor.Arrived).Bind(2, cursor.Id).Bind(3, most + 1);
            while (row.Step())
            {
                entries.Add(Entry(row));
            }
        }

        string? next = null;
        if (entries.Count > most)
        {
            entries.RemoveAt(most);
            next = new QuarantineCursor(entries[^1].ArrivedAt.UtcTicks, entries[^1].Id).ToString();
        }

        var total = source is null
            ? session["SELECT entries FROM totals"].Scalar()
            : session["SELECT entries FROM sources WHERE source = ?1"].Bind(1, source).Scalar();
        return new QuarantinePage(entries.ToImmutable(), next, total ?? 0);
    }

    private static QuarantineEntry Entry(SqliteStatement row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4),
        new DateTimeOffset(row.Long(5), TimeSpan.Zero), row.Text(6),
        ImmutableCollectionsMarshal.AsImmutableArray(row.Blob(7).ToArray()));
}
