using System.Globalization;

namespace CityActors.Silo.History.Reading;

/// <summary>
/// Questions to files of days, as SQL. Rows of the same moment are resolved as <c>ReadingRun</c> says: of their values the last one
/// counts, with quality and position of the first row of its last run. A channel may have several series, one for each registration of
/// its twin: of the same moment the latest registration counts.
/// </summary>
internal static class ReadingsSql
{
    private const string Value = "struct_pack(kind := kind, number := number, place := place, word := word)";

    /// <summary>Each series by itself, so that it does not matter which part of it was resolved when its day was put in order.</summary>
    private const string ResolveEach =
        $"""
        doubted AS MATERIALIZED (SELECT DISTINCT series, observed FROM mine WHERE again),
        runs AS (
          SELECT *, lag({Value}) OVER turns IS DISTINCT FROM {Value} AS starts FROM mine SEMI JOIN doubted USING (series, observed)
          WINDOW turns AS (PARTITION BY series, observed ORDER BY sequence, idx)),
        each AS (
          SELECT * FROM mine ANTI JOIN doubted USING (series, observed)
          UNION ALL BY NAME
          SELECT * EXCLUDE (starts) FROM runs WHERE starts
          QUALIFY row_number() OVER (PARTITION BY series, observed ORDER BY sequence DESC, idx DESC) = 1),
        """;

    private const string Resolve = $"{ResolveEach} resolved AS (FROM each)";

    private const string ResolveAcross =
        $"{ResolveEach} resolved AS (FROM each QUALIFY row_number() OVER (PARTITION BY observed ORDER BY series DESC) = 1)";

    /// <summary>Readings of an hour or a part of it, of all channels or some.</summary>
    /// <param name="catalog">Raw readings.</param>
    /// <param name="where">Which of them.</param>
    /// <returns>Common table expressions that end with <c>resolved</c>.</returns>
    public static string OfMany(string catalog, string where) =>
        $"""
        WITH mine AS NOT MATERIALIZED (SELECT * FROM {catalog}.readings WHERE {where}),
        {Resolve}
        """;

    /// <summary>Readings of one channel.</summary>
    /// <param name="catalog">Raw readings.</param>
    /// <param name="series">Its series, oldest first: of the same moment the reading of the latest registration counts.</param>
    /// <param name="fromMs">Start, Unix milliseconds, inclusive.</param>
    /// <param name="toMs">End, exclusive.</param>
    /// <returns>Common table expressions that end with <c>resolved</c>.</returns>
    public static string OfOne(string catalog, IReadOnlyList<long> series, long fromMs, long toMs) =>
        $"""
        WITH mine AS MATERIALIZED (
          SELECT * FROM {catalog}.readings WHERE {Among(series)} AND observed >= {Text(fromMs)} AND observed < {Text(toMs)}),
        {(series.Count == 1 ? Resolve : ResolveAcross)}
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

    private static string Ends(string end, string which, string at, string of, string where) =>
        $"{which}({at}) FILTER ({where}) AS {end}_at, " + string.Join(
            ", ",
            new[] { "kind", "number", "place", "word" }.Select(
                column => $"arg_{which}_null({of}{column}, {at}) FILTER ({where}) AS {end}_{column}"));
}
