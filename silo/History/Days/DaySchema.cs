namespace CityActors.Silo.History.Days;

/// <summary>Tables of the files of a day.</summary>
internal static class DaySchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>
    /// Raw readings. No keys: they cost six times the rate and the space. <c>watermarks</c> moves in the transaction of the rows.
    /// <c>again</c>: an earlier row of the same series and observedAt may exist. <c>number</c> holds numbers and booleans (0, 1),
    /// <c>place</c> positions, <c>word</c> codes and texts. <c>hours</c> says which hours have readings and whether their roll-ups are
    /// made; <c>touched</c> which channels got readings since, in which numbered transaction; <c>compacted</c> how many readings, from
    /// the first on, were put in order and stand there once each.
    /// </summary>
    public const string Raw =
        """
        CREATE TABLE {0}.readings (
          series BIGINT NOT NULL, sequence BIGINT NOT NULL, idx INTEGER NOT NULL, observed BIGINT NOT NULL, arrived BIGINT NOT NULL,
          quality UTINYINT NOT NULL, again BOOLEAN NOT NULL, kind UTINYINT NOT NULL, number DOUBLE, place BIGINT, word VARCHAR);
        CREATE TABLE {0}.watermarks (generation INTEGER NOT NULL, partition INTEGER NOT NULL, sequence BIGINT NOT NULL);
        CREATE TABLE {0}.hours (hour BIGINT NOT NULL, rolled BOOLEAN NOT NULL);
        CREATE TABLE {0}.touched (series BIGINT NOT NULL, hour BIGINT NOT NULL, mark BIGINT NOT NULL);
        CREATE TABLE {0}.compacted (readings BIGINT NOT NULL);
        """;

    /// <summary>
    /// Roll-ups, one row for a series and interval that has readings, even if all are invalid (then <c>readings</c> is 0).
    /// </summary>
    public const string Rollups =
        """
        CREATE TABLE {0}.minutes (
          series BIGINT NOT NULL, start BIGINT NOT NULL, readings BIGINT NOT NULL, numbers BIGINT NOT NULL,
          total DOUBLE, smallest DOUBLE, largest DOUBLE,
          first_at BIGINT, first_kind UTINYINT, first_number DOUBLE, first_place BIGINT, first_word VARCHAR,
          last_at BIGINT, last_kind UTINYINT, last_number DOUBLE, last_place BIGINT, last_word VARCHAR);
        CREATE TABLE {0}.hours AS FROM {0}.minutes;
        """;

    /// <summary>Format of a file, in its own table.</summary>
    public const string Format = "CREATE TABLE {0}.format AS SELECT {1} AS version";
}
