using System.Globalization;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Days;

/// <summary>One connection to the engine. Used by one caller at a time; statements hold numbers only, never text from outside.</summary>
internal sealed class DuckSession(DuckDBConnection connection) : IDisposable
{
    /// <summary>Runs statements.</summary>
    public void Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var command = Command(sql);
        using var stop = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }

    /// <summary>The number in the first column of the first row; null without a row or value.</summary>
    public long? Scalar(string sql, CancellationToken cancellationToken = default)
    {
        using var command = Command(sql);
        using var stop = cancellationToken.Register(command.Cancel);
        return command.ExecuteScalar() is { } found and not DBNull ? Convert.ToInt64(found, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Hands each row over as it comes, so that memory does not grow with the answer.</summary>
    public void Read(string sql, Action<DuckDBDataReader> row, CancellationToken cancellationToken = default)
    {
        using var command = Command(sql);
        command.UseStreamingMode = true;
        using var stop = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }
    }

    /// <summary>Runs work in one transaction, which sees one picture of each file and is undone when the work throws.</summary>
    public void Transact(Action work)
    {
        Execute("BEGIN");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            Undo();
            throw;
        }
    }

    /// <summary>Opens a way to put many rows into a table, inside the transaction that runs.</summary>
    public DuckDBAppender Append(string catalog, string table) => connection.CreateAppender(catalog, "main", table);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private DuckDBCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Undo()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (DuckDBException)
        {
            // DuckDB has rolled back by itself already: a commit that fails does.
        }
    }
}
