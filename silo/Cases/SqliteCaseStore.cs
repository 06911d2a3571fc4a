using System.Collections.Immutable;
using CityActors.Grains.Cases;
using CityActors.Silo.Storage;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Cases;

/// <summary>Cases in a SQLite file; many writers share one commit.</summary>
internal sealed class SqliteCaseStore : ICaseStore, IAsyncDisposable
{
    private readonly Dictionary<string, IndexTable> tables;
    private readonly SqliteStore store;
    private readonly WriteBell bell = new();

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or was written by a newer version.</exception>
    public SqliteCaseStore(IOptions<SqliteCaseOptions> options, IEnumerable<CaseIndex> indexes)
    {
        tables = indexes.ToDictionary(static index => index.Kind, static index => new IndexTable(index), StringComparer.Ordinal);
        store = SqliteStore.Open("store of cases", options.Value.Path, CaseSchema.Version, CaseSchema.Statements, session =>
        {
            foreach (var table in tables.Values)
            {
                new IndexShelf(session, table).Open();
            }
        });
    }

    /// <inheritdoc/>
    public long Writes => bell.Rung;

    /// <inheritdoc/>
    public async Task<CaseReceipt> Write(CaseWrite write, CancellationToken cancellationToken = default)
    {
        CaseLimits.Check(write);
        var weight = (write.Appends.Length * 20) + write.Messages.Length + write.Acknowledged.Length;
        var receipt = await store.Write(session => new CaseShelf(session, tables).Put(write), weight, cancellationToken);
        bell.Ring();
        return receipt;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CaseEvent>> Read(CaseId id, long after, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(session => CaseReading.Of(session, id, after, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CaseMemory?> Remembered(CaseId id, string key, CancellationToken cancellationToken = default) =>
        store.Read(session => CaseReading.Memory(session, id, key), cancellationToken);

    /// <inheritdoc/>
    public Task<CaseSlice> ReadAll(ImmutableArray<string> kinds, long after, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(session => CaseReading.All(session, kinds, after, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CasePage> Find(CaseQuery query, CancellationToken cancellationToken = default)
    {
        CheckMost(query.Most);
        var question = new IndexQuery(Table(query.Kind), query.Filters);
        return store.Read(session => question.Find(session, query.After, query.Most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CaseCount>> Count(
        string kind, ImmutableArray<CaseFilter> filters, ImmutableArray<string> by, CancellationToken cancellationToken = default)
    {
        var question = new IndexQuery(Table(kind), filters);
        return store.Read(session => question.Count(session, by), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CaseFound>> Rows(string kind, ImmutableArray<string> ids, CancellationToken cancellationToken = default)
    {
        var table = Table(kind);
        return store.Read(
            session =>
            {
                var found = ImmutableArray.CreateBuilder<CaseFound>(ids.Length);
                foreach (var id in ids)
                {
                    using var row = session[$"SELECT version, position, summary FROM {table.Rows} WHERE id = ?1"].Bind(1, id);
                    if (row.Step())
                    {
                        found.Add(new CaseFound(id, new CaseHead(row.Long(0), row.Long(1)), row.Text(2)));
                    }
                }

                return found.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CaseDue>> Due(ImmutableArray<string> kinds, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        var sought = kinds.Select(Table).ToArray();
        return store.Read(
            session =>
            {
                var due = new List<CaseDue>();
                foreach (var table in sought)
                {
                    using var row = session[$"SELECT id, due FROM {table.Rows} WHERE due IS NOT NULL ORDER BY due LIMIT ?1"].Bind(1, most);
                    while (row.Step())
                    {
                        due.Add(new CaseDue(
                            new CaseId(table.Index.Kind, row.Text(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1))));
                    }
                }

                return due.OrderBy(static each => each.DueAt).Take(most).ToImmutableArray();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PendingMessage>> Pending(
        ImmutableArray<string> topics, long after, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(session => CaseReading.Pending(session, topics, after, most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task Acknowledge(ImmutableArray<long> numbers, CancellationToken cancellationToken = default) => store.Write(
        session =>
        {
            new CaseShelf(session, tables).Remove(numbers);
            return true;
        },
        numbers.Length,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(string follower, int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => CaseReading.Watermark(session, follower, partition), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> Position(CancellationToken cancellationToken = default) =>
        await store.Read(CaseReading.Position, cancellationToken);

    /// <inheritdoc/>
    public Task Written(long above, CancellationToken cancellationToken) => bell.RungAbove(above, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void CheckMost(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 10_000);
    }

    private IndexTable Table(string kind) =>
        tables.GetValueOrDefault(kind) ?? throw new ArgumentException($"Cases of kind '{kind}' are not listed.");
}
