namespace CityActors.Silo.Cases;

/// <summary>Tables of the embedded store of cases that do not depend on what is listed.</summary>
internal static class CaseSchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>
    /// The number of an event is its position: one writer gives them in the order in which it commits. Messages that were told are
    /// removed. Rows for lists stand in tables of their own (<see cref="IndexTable"/>), whose shape <c>indexes</c> remembers.
    /// </summary>
    public const string Statements =
        """
        CREATE TABLE events (
          position INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL,
          tenant TEXT NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL);
        CREATE UNIQUE INDEX events_by_case ON events (kind, id, version);
        CREATE TABLE keys (
          kind TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL, version INTEGER NOT NULL,
          position INTEGER NOT NULL, PRIMARY KEY (kind, id, key)) WITHOUT ROWID;
        CREATE TABLE messages (
          number INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, id TEXT NOT NULL, recipient TEXT NOT NULL, body TEXT NOT NULL,
          at INTEGER NOT NULL, UNIQUE (topic, id));
        CREATE TABLE watermarks (
          follower TEXT NOT NULL, partition INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (follower, partition)) WITHOUT ROWID;
        CREATE TABLE indexes (kind TEXT PRIMARY KEY, shape TEXT NOT NULL) WITHOUT ROWID;
        """;
}
