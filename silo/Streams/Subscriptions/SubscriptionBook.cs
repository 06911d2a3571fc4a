using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Streams.Subscriptions;

/// <summary>
/// Who follows which stream, in the form Orleans keeps it. In memory whole; in a SQLite file what outlives the process: the
/// subscriptions of grains. Clients are gone when the process is, and come back with their tokens.
/// </summary>
internal sealed class SubscriptionBook : IDisposable
{
    private readonly ConcurrentDictionary<long, Page> pages = [];
    private readonly Lock gate = new();
    private readonly SqliteConnection? file;

    /// <summary>Opens the file and reads what it has.</summary>
    public SubscriptionBook(IOptions<StreamOptions> options)
    {
        var path = options.Value.SubscriptionsPath;
        if (path.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        Execute("pragma journal_mode=wal; pragma synchronous=full;");
        Execute("create table if not exists subscriptions (cell integer primary key, state blob not null) strict");
        using var read = file.CreateCommand();
        read.CommandText = "select cell, state from subscriptions";
        using var rows = read.ExecuteReader();
        while (rows.Read())
        {
            var state = (byte[])rows[1];
            pages[rows.GetInt64(0)] = new Page(state, state, 1, 1);
        }
    }

    /// <summary>The cells that somebody follows.</summary>
    public IEnumerable<long> Cells => pages.Where(page => page.Value.Consumers > 0).Select(page => page.Key);

    /// <summary>What is written of a cell; null when nothing is.</summary>
    public (byte[] State, string Tag)? Read(long cell) =>
        pages.TryGetValue(cell, out var page) ? (page.State, Tag(page)) : null;

    /// <summary>Writes a cell's page, if it is still the one that was read.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="expected">Tag it was read with; null: it was not there.</param>
    /// <param name="state">The page.</param>
    /// <param name="lasting">What of it outlives the process; null: nothing.</param>
    /// <param name="consumers">Number of subscriptions on it.</param>
    /// <returns>The new tag, and how many subscriptions there were before; null when the page is another one.</returns>
    public (string Tag, int Before)? Write(long cell, string? expected, byte[] state, byte[]? lasting, int consumers)
    {
        lock (gate)
        {
            var isKnown = pages.TryGetValue(cell, out var before);
            if (expected != (isKnown ? Tag(before!) : null))
            {
                return null;
            }

            if (!(before?.Lasting ?? []).AsSpan().SequenceEqual(lasting))
            {
                Save(cell, lasting);
            }

            var page = new Page(state, lasting, consumers, (before?.Version ?? 0) + 1);
            pages[cell] = page;
            return (Tag(page), before?.Consumers ?? 0);
        }
    }

    /// <summary>Tears out a cell's page, if it is still the one that was read.</summary>
    /// <returns>False when it is another one.</returns>
    public bool Clear(long cell, string? expected)
    {
        lock (gate)
        {
            var isKnown = pages.TryGetValue(cell, out var page);
            if (expected != (isKnown ? Tag(page!) : null))
            {
                return false;
            }

            if (page?.Lasting is not null)
            {
                Save(cell, null);
            }

            pages.TryRemove(cell, out _);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private static string Tag(Page page) => page.Version.ToString(CultureInfo.InvariantCulture);

    private void Save(long cell, byte[]? state)
    {
        if (state is null)
        {
            Execute("delete from subscriptions where cell = $cell", ("$cell", cell));
        }
        else
        {
            Execute("insert or replace into subscriptions (cell, state) values ($cell, $state)", ("$cell", cell), ("$state", state));
        }
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (file is not null)
        {
            using var command = file.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            command.ExecuteNonQuery();
        }
    }

    private sealed record Page(byte[] State, byte[]? Lasting, int Consumers, long Version);
}
