using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityActors.Silo.Storage;

/// <summary>
/// A prepared statement that is kept and used again; disposing it gives it back. Below ADO.NET, because binding by name and boxing
/// cost more than the statements themselves when a city registers tens of thousands of twins a second.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <summary>Prepares.</summary>
    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Binds a parameter, from 1.</summary>
    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public SqliteStatement Bind(int parameter, double? value)
    {
        Check(value is { } number
            ? raw.sqlite3_bind_double(statement, parameter, number)
            : raw.sqlite3_bind_null(statement, parameter));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public SqliteStatement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that answers nothing, and gives it back.</summary>
    /// <returns>Rows it changed.</returns>
    public int Run()
    {
        using (this)
        {
            Step();
            return raw.sqlite3_changes(database);
        }
    }

    /// <summary>The number in the first column of the first row, and gives the statement back; null without a row or value.</summary>
    public long? Scalar()
    {
        using (this)
        {
            return Step() && !IsNull(0) ? Long(0) : null;
        }
    }

    /// <summary>Column of the row, from 0.</summary>
    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    /// <inheritdoc cref="Long"/>
    public double Double(int column) => raw.sqlite3_column_double(statement, column);

    /// <inheritdoc cref="Long"/>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <inheritdoc cref="Long"/>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <inheritdoc cref="Long"/>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Whether a column has no value.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Gives the statement back.</summary>
    public void Dispose()
    {
        // The code of a reset repeats the failure of the step before, which was thrown there already.
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    /// <summary>Ends the statement for good.</summary>
    public void Close() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }
    }
}
