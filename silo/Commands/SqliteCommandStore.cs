using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Grains.Commands;
using CityActors.Log;
using CityActors.Silo.Storage;
using CityActors.Streams;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Commands;

/// <summary>The list of commands in a SQLite file.</summary>
internal sealed class SqliteCommandStore : ICommandStore, IAsyncDisposable
{
    private const int PageMax = 1_000;
    private readonly SqliteCommandOptions options;
    private readonly SqliteStore store;

    /// <summary>Opens the file, making it when absent.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or was written by a newer version.</exception>
    public SqliteCommandStore(IOptions<SqliteCommandOptions> options)
    {
        this.options = options.Value;
        store = SqliteStore.Open("list of commands", this.options.Path, CommandSchema.Version, CommandSchema.Statements);
    }

    /// <inheritdoc/>
    public async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        await store.Read(session => new CommandReading(session).Watermark(partition), cancellationToken);

    /// <inheritdoc/>
    public Task Apply(int partition, IReadOnlyList<CommandEntry> entries, long upTo, CancellationToken cancellationToken = default) =>
        store.Write(
            session =>
            {
                var watermark = new CommandReading(session).Watermark(partition);
                if (upTo > watermark)
                {
                    new CommandWriting(session, options).Apply(partition, entries, watermark);
                    session["INSERT INTO watermarks VALUES (?1, ?2, 0) ON CONFLICT DO UPDATE SET sequence = ?2"]
                        .Bind(1, partition).Bind(2, upTo).Run();
                }

                return true;
            },
            (entries.Count * 4) + 1,
            cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<CityCommand>> Pending(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        store.Read(session => new CommandReading(session).Pending(now.ToUnixTimeMilliseconds()), cancellationToken);

    /// <inheritdoc/>
    public Task<CommandDetails?> Get(string id, CancellationToken cancellationToken = default) => LogPosition.TryParse(id, out var position)
        ? store.Read(session => new CommandReading(session).Details(position.Partition, position.Sequence), cancellationToken)
        : Task.FromResult<CommandDetails?>(null);

    /// <inheritdoc/>
    public Task<CommandPage> List(CommandQuery query, CancellationToken cancellationToken = default)
    {
        CheckMost(query.Most);
        return store.Read(session => new CommandSearch(session, query).Run(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandNews> News(ChangeToken after, string? twin, int most, CancellationToken cancellationToken = default)
    {
        CheckMost(most);
        return store.Read(session => new CommandReading(session).News(after, twin, most), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void CheckMost(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, PageMax);
    }
}
