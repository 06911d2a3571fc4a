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

    /// <summary>Ending that DuckDB adds to the name of a file for what it has not brought into it yet.</summary>
    public const string LogEnding = ".wal";

    private const string Pattern = "yyyy-MM-dd";

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

    /// <summary>Name under which a file is attached.</summary>
    public static string Catalog(string what, long day) => what + (day < 0 ? "m" : "") + Text(Math.Abs(day));

    /// <summary>A number in a name.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
