namespace CityActors.Silo.Definitions;

/// <summary>Tables of the embedded projection of definitions.</summary>
internal static class DefinitionSchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>Every version, and beside it one row a definition that lists are made of, without the long text.</summary>
    public const string Statements =
        """
        CREATE TABLE versions (
          kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, state INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT,
          actor TEXT NOT NULL, at INTEGER NOT NULL, why TEXT NOT NULL,
          generation INTEGER NOT NULL, partition INTEGER NOT NULL, sequence INTEGER NOT NULL, json TEXT,
          PRIMARY KEY (kind, id, version));
        CREATE TABLE heads (
          kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, state INTEGER NOT NULL, words TEXT NOT NULL,
          family TEXT, type TEXT, channel TEXT, twin TEXT, severity INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID;
        CREATE TABLE watermarks (partition INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        """;

    /// <summary>Empties the tables.</summary>
    public static readonly IReadOnlyList<string> Emptying = ["DELETE FROM versions", "DELETE FROM heads", "DELETE FROM watermarks"];
}
