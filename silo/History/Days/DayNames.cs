using System.Globalization;
using CityActors.Domain.History;

namespace CityActors.Silo.History.Days;

/// <summary>
/// Names of the files of a day, such as <c>2026-11-03.raw.duckdb</c>, and <c>2026-11-03.2.raw.duckdb</c> when its readings were put in
/// order twice: the second edition.
/// </summary>
internal static class DayNames
{
    /// <summary>Ending of a file of raw readings.</summary>
    public const string RawEnding = ".raw.duckdb";

    /// <summary>Ending of a file of roll-ups.</summary>
    public const string RollupEnding = ".rollup.duckdb";

    private const string Pattern = "yyyy-MM-dd";

    /// <summary>Endings that DuckDB adds to the name of a file for what it has not brought into it yet.</summary>
    private static readonly string[] LogEndings = [".wal", ".wal.checkpoint", ".wal.recovery"];


    /// <summary>Days since 1970-01-01 UTC of a moment.</summary>
    public static long DayOf(long atMs) => HistoryPlan.FloorTo(atMs, HistoryPlan.DayMs) / HistoryPlan.DayMs;

    /// <summary>Name of a file.</summary>
    public static string Of(long day, string ending, int edition = 0) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)).ToString(Pattern, CultureInfo.InvariantCulture)
        + (edition == 0 ? "" : $".{Text(edition)}") + ending;

    /// <summary>The day and the edition of a file; null when it is none of ours.</summary>
    public static (long Day, int Edition)? Read(string name, string ending)
    {
        if (!name.EndsWith(ending, StringComparison.Ordinal) || name.Length < Pattern.Length + ending.Length
            || !DateOnly.TryParseExact(
                name.AsSpan(0, Pattern.Length), Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var day = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var edition = 0;
        _ = name.Length > Pattern.Length + ending.Length && int.TryParse(
            name.AsSpan((Pattern.Length + 1)..^ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out edition);
        return Of(day, ending, edition) == name ? (day, edition) : null;
    }

    /// <summary>Where DuckDB keeps what it has not brought into a file yet.</summary>
    public static IEnumerable<string> LogsOf(string path) => LogEndings.Select(ending => path + ending);

    /// <summary>The file whose log this is; null when it is none.</summary>
    public static string? FileOfLog(string path) =>
        Array.Find(LogEndings, ending => path.EndsWith(ending, StringComparison.Ordinal)) is { } found ? path[..^found.Length] : null;

    /// <summary>Deletes a file.</summary>
    public static void Delete(string path)
    {
        // The logs first: one without its file would be taken for the log of the next file of that name.
        foreach (var log in LogsOf(path))
        {
            File.Delete(log);
        }

        File.Delete(path);
    }

    /// <summary>Name under which a file is attached.</summary>
    public static string Catalog(string what, long day) => what + (day < 0 ? "m" : "") + Text(Math.Abs(day));

    /// <summary>A number in a name.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
