using System.Globalization;

namespace CityActors.Silo.History.Reading;

/// <summary>
/// Questions to files of days, as SQL. Rows of the same moment are resolved as <c>ReadingRun</c> says: of their values the last one
/// counts, with quality and position of the first row of its last run.
/// </summary>
internal static class ReadingsSql
{
    private const string Value = "struct_pack(kind := kind, number := number, place := place, word := word)";

    /// <summary>Readings of an hour or a part of it, of all channels or some.</summary>
    /// <param name="catalog">Raw readings.</param>
    /// <param name="where">Which of them.</param>
    /// <returns>Common table expressions that end with <c>resolved</c>.</returns>
    public static string OfMany(string catalog, string where) =>
        $"""
        WITH mine AS NOT MATERIALIZED (SELECT * FROM {catalog}.readings WHERE {where}),
        {Resolve("series, observed", "sequence, idx", "again")}
        """;

    /// <summary>Readings of one channel.</summary>
    /// <param name="catalog">Raw readings.</param>
    /// <param name="series">Its series, oldest first: readings of the same moment resolve across them.</param>
    /// <param name="fromMs">Start, Unix milliseconds, inclusive.</param>
    /// <param name="toMs">End, exclusive.</param>
    /// <returns>Common table expressions that end with <c>resolved</c>.</returns>
    public static string OfOne(string catalog, IReadOnlyList<long> series, long fromMs, long toMs) =>
        $"""
        WITH mine AS MATERIALIZED (
          SELECT * FROM {catalog}.readings WHERE {Among(series)} AND observed >= {Text(fromMs)} AND observed < {Text(toMs)}),
        {Resolve("observed", "series >> 48, sequence, idx", series.Count == 1 ? "again" : "true")}
        """;

    /// <summary>Columns of a roll-up, of rows that are readings.</summary>
    public static readonly string Rollup =
        "count(*) FILTER (quality <> 2) AS readings, count(number) FILTER (quality <> 2) AS numbers, " +
        "sum(number) FILTER (quality <> 2) AS total, min(number) FILTER (quality <> 2) AS smallest, " +
        "max(number) FILTER (quality <> 2) AS largest, " +
        $"{Ends("first", "min", "observed", "", "quality <> 2")}, {Ends("last", "max", "observed", "", "quality <> 2")}";

    /// <summary>Columns of a roll-up, of rows that are roll-ups.</summary>
    public static readonly string RollupOfRollups =
        "sum(readings)::BIGINT AS readings, sum(numbers)::BIGINT AS numbers, sum(total) AS total, min(smallest) AS smallest, " +
        $"max(largest) AS largest, {Ends("first", "min", "first_at", "first_", "readings > 0")}, " +
        Ends("last", "max", "last_at", "last_", "readings > 0");

    /// <summary>The start of the interval of a moment, also before 1970.</summary>
    public static string StartOf(string moment, long widthMs)
    {
        var width = Text(widthMs);
        return $"{moment} - (({moment} % {width}) + {width}) % {width}";
    }

    /// <summary>Condition on the series.</summary>
    public static string Among(IReadOnlyList<long> series) =>
        series.Count == 1 ? $"series = {Text(series[0])}" : $"series IN ({string.Join(", ", series.Select(Text))})";

    /// <summary>A number as SQL.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Resolve(string moment, string order, string doubted) =>
        $"""
        doubted AS MATERIALIZED (SELECT DISTINCT {moment} FROM mine WHERE {doubted}),
        runs AS (
          SELECT *, lag({Value}) OVER turns IS DISTINCT FROM {Value} AS starts FROM mine SEMI JOIN doubted USING ({moment})
          WINDOW turns AS (PARTITION BY {moment} ORDER BY {order})),
        resolved AS (
          SELECT * FROM mine ANTI JOIN doubted USING ({moment})
          UNION ALL BY NAME
          SELECT * EXCLUDE (starts) FROM runs WHERE starts
          QUALIFY row_number() OVER (PARTITION BY {moment} ORDER BY {order.Replace(",", " DESC,", StringComparison.Ordinal)} DESC) = 1)
        """;

    private static string Ends(string end, string which, string at, string of, string where) =>
        $"{which}({at}) FILTER ({where}) AS {end}_at, " + string.Join(
            ", ",
            new[] { "kind", "number", "place", "word" }.Select(
                column => $"arg_{which}_null({of}{column}, {at}) FILTER ({where}) AS {end}_{column}"));
}
