using System.Globalization;
using CityActors.Domain.History;

namespace CityActors.Silo.History.Days;

/// <summary>Names of the files of a day, such as <c>2026-11-03.raw.duckdb</c>.</summary>
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
    public static string Of(long day, string ending) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)).ToString(Pattern, CultureInfo.InvariantCulture) + ending;

    /// <summary>The day of a file; null when it is none of ours.</summary>
    public static long? Read(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal)
        && DateOnly.TryParseExact(
            name.AsSpan(0, name.Length - ending.Length), Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : null;
}
