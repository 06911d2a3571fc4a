using Microsoft.Data.Sqlite;

namespace CityActors.Silo.Storage;

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    /// <summary>Opens.</summary>
    /// <param name="path">Database file; made when absent.</param>
    /// <param name="cacheKiB">Page cache, KiB.</param>
    public SqliteSession(string path, int cacheKiB)
    {
        // No pooling: a pooled connection would keep the file after the store is closed.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(
                $"PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; " +
                $"PRAGMA cache_size=-{cacheKiB}; PRAGMA mmap_size=1073741824; PRAGMA wal_autocheckpoint=32768; " +
                "PRAGMA journal_size_limit=134217728");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of a text, its parameters unbound. Texts are constants, so their number is bounded.</summary>
    public SqliteStatement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
            {
                statements[sql] = statement = new SqliteStatement(connection.Handle!, sql);
            }

            return statement;
        }
    }

    /// <summary>
    /// Prepares a statement whose text depends on what was asked for: it is not kept, and whoever took it closes it.
    /// </summary>
    public SqliteStatement Once(string sql) => new(connection.Handle!, sql);

    /// <summary>Number of the row inserted last.</summary>
    public long LastInsertId => SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle!);

    /// <summary>Runs one or several statements once.</summary>
    public void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Close();
        }

        statements.Clear();
        connection.Dispose();
    }
}
