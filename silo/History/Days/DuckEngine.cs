using System.Globalization;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Days;

/// <summary>
/// One DuckDB in this process. It keeps nothing itself: files of days are attached to it, and share its memory, threads and temporary
/// files, all of which are bounded.
/// </summary>
internal sealed class DuckEngine : IDisposable
{
    private readonly DuckDBConnection root = new("DataSource=:memory:");

    /// <summary>Starts.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="temporary">Folder of temporary files; made when needed.</param>
    public DuckEngine(DuckDbHistoryOptions options, string temporary)
    {
        try
        {
            root.Open();
            using var session = Open();
            session.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SET memory_limit = '{options.MemoryMiB}MiB';
                SET threads = {options.Threads};
                SET temp_directory = {Quote(temporary)};
                SET max_temp_directory_size = '{options.TemporaryMiB}MiB';
                SET preserve_insertion_order = false;
                SET autoinstall_known_extensions = false;
                SET autoload_known_extensions = false;
                """));
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>A text as SQL.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A connection of its own.</summary>
    public DuckSession Open()
    {
        var connection = root.Duplicate();
        connection.Open();
        return new DuckSession(connection);
    }

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();
}
