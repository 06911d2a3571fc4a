namespace CityActors.Silo.Quarantine;

/// <summary>Tables of the embedded quarantine.</summary>
internal static class QuarantineSchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>
    /// Sources carry the numbers of their entries, so that neither a bound nor a page has to count. They vanish with their last
    /// entry: there are never more of them than entries.
    /// </summary>
    public const string Statements =
        """
        CREATE TABLE entries (
          id TEXT PRIMARY KEY, source TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
          arrived INTEGER NOT NULL, content_type TEXT NOT NULL, payload BLOB);
        CREATE INDEX entries_by_arrival ON entries (arrived, id);
        CREATE INDEX entries_by_source ON entries (source, arrived, id);
        CREATE TABLE sources (source TEXT PRIMARY KEY, entries INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX sources_by_entries ON sources (entries);
        CREATE TABLE totals (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, bytes INTEGER NOT NULL);
        INSERT INTO totals VALUES (1, 0, 0);
        CREATE TABLE watermarks (partition INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        """;
}
