namespace CityActors.Silo.Registry;

/// <summary>Tables of the embedded registry.</summary>
internal static class RegistrySchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>The number that stands for no zone.</summary>
    public const long NoZone = 0;

    /// <summary>
    /// Twins of one type lie side by side in the order of ids, because the type is the beginning of the id: no index of types is
    /// needed. Counts are kept by (zone, type), so that a total is a sum of few rows. Words are a contentless full text index over
    /// <c>twins.words</c>, which are folded by us.
    /// </summary>
    public const string Statements =
        """
        CREATE TABLE twins (
          n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, zone INTEGER NOT NULL, words TEXT NOT NULL,
          longitude REAL, latitude REAL, attributes TEXT NOT NULL, relations TEXT NOT NULL);
        CREATE INDEX twins_by_zone ON twins (zone, id) WHERE zone <> 0;
        CREATE VIRTUAL TABLE word_index USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='ascii');
        CREATE TABLE relations (
          object TEXT NOT NULL, name TEXT NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (object, name, subject)) WITHOUT ROWID;
        CREATE TABLE counts (
          zone INTEGER NOT NULL, type TEXT NOT NULL, twins INTEGER NOT NULL, PRIMARY KEY (zone, type)) WITHOUT ROWID;
        CREATE INDEX counts_by_type ON counts (type, twins);
        CREATE TABLE zone_numbers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
        CREATE TABLE zones (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL, parent TEXT, geometry TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE watermarks (partition INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        """;

    /// <summary>Empties the tables.</summary>
    public static readonly IReadOnlyList<string> Emptying =
    [
        "DELETE FROM twins", "INSERT INTO word_index (word_index) VALUES ('delete-all')", "DELETE FROM relations", "DELETE FROM counts",
        "DELETE FROM zone_numbers", "DELETE FROM zones", "DELETE FROM watermarks",
    ];
}
