namespace CityActors.Silo.Commands;

/// <summary>Tables of the embedded list of commands.</summary>
internal static class CommandSchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>
    /// A command is kept whole in its picture; the columns are what lists ask for. An event is how it stood after a change, named by the
    /// mark of the change in its partition; <c>gone</c> is the newest mark that was dropped.
    /// </summary>
    public const string Statements =
        """
        CREATE TABLE commands (
          partition INTEGER NOT NULL, sequence INTEGER NOT NULL, twin TEXT NOT NULL, type TEXT NOT NULL, actor TEXT NOT NULL,
          state INTEGER NOT NULL, is_open INTEGER NOT NULL, is_pending INTEGER NOT NULL, requested INTEGER NOT NULL,
          expires INTEGER NOT NULL, changed INTEGER NOT NULL, mark INTEGER NOT NULL, picture BLOB NOT NULL,
          PRIMARY KEY (partition, sequence)) WITHOUT ROWID;
        CREATE INDEX commands_by_time ON commands (requested, partition, sequence);
        CREATE INDEX commands_by_twin ON commands (twin, requested, partition, sequence);
        CREATE INDEX commands_by_type ON commands (type, requested, partition, sequence);
        CREATE INDEX commands_by_actor ON commands (actor, requested, partition, sequence);
        CREATE INDEX commands_by_state ON commands (state, requested, partition, sequence);
        CREATE INDEX commands_pending ON commands (partition) WHERE is_pending = 1;
        CREATE INDEX commands_ended ON commands (changed) WHERE is_open = 0;
        CREATE TABLE events (
          partition INTEGER NOT NULL, mark INTEGER NOT NULL, sequence INTEGER NOT NULL, twin TEXT NOT NULL, picture BLOB NOT NULL,
          PRIMARY KEY (partition, mark)) WITHOUT ROWID;
        CREATE INDEX events_by_command ON events (partition, sequence, mark);
        CREATE INDEX events_by_twin ON events (twin, mark);
        CREATE TABLE totals (one INTEGER PRIMARY KEY CHECK (one = 1), ended INTEGER NOT NULL);
        INSERT INTO totals VALUES (1, 0);
        CREATE TABLE watermarks (partition INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, gone INTEGER NOT NULL);
        """;
}
