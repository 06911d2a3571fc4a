namespace CityActors.Silo.Kpis;

/// <summary>Tables of the embedded projection of KPIs.</summary>
internal static class KpiSchema
{
    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>Columns of a value, in the order in which <see cref="KpiRow"/> reads them.</summary>
    public const string Columns =
        "kpi, zone, twin, value, starts, ends, revision, final, members, contributing, stale, late, version, said, generation, partition, "
        + "sequence";

    /// <summary>
    /// Windows lie side by side in the order of their ends, so that the newest of a KPI in a zone, and a page of them, are read from one
    /// place. Of <c>standings</c> there is one row for every zone of a KPI. <c>news</c> repeats values in the order in which they were
    /// said.
    /// </summary>
    public const string Statements =
        """
        CREATE TABLE definitions (
          kpi TEXT NOT NULL, version INTEGER NOT NULL, newest INTEGER NOT NULL, enabled INTEGER NOT NULL, pillar TEXT NOT NULL,
          sector TEXT NOT NULL, words TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kpi, version)) WITHOUT ROWID;
        CREATE INDEX definitions_newest ON definitions (kpi) WHERE newest = 1;
        CREATE TABLE standings (
          kpi TEXT NOT NULL, zone TEXT NOT NULL, windows INTEGER NOT NULL, members INTEGER NOT NULL,
          PRIMARY KEY (kpi, zone)) WITHOUT ROWID;
        CREATE TABLE windows (
          kpi TEXT NOT NULL, zone TEXT NOT NULL, twin TEXT NOT NULL, value REAL, starts INTEGER NOT NULL, ends INTEGER NOT NULL,
          revision INTEGER NOT NULL, final INTEGER NOT NULL, members INTEGER NOT NULL, contributing INTEGER NOT NULL,
          stale INTEGER NOT NULL, late INTEGER NOT NULL, version INTEGER NOT NULL, said INTEGER NOT NULL, generation INTEGER NOT NULL,
          partition INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (kpi, zone, ends, starts, revision)) WITHOUT ROWID;
        CREATE TABLE news (
          mark INTEGER NOT NULL, kpi TEXT NOT NULL, zone TEXT NOT NULL, twin TEXT NOT NULL, value REAL, starts INTEGER NOT NULL,
          ends INTEGER NOT NULL, revision INTEGER NOT NULL, final INTEGER NOT NULL, members INTEGER NOT NULL,
          contributing INTEGER NOT NULL, stale INTEGER NOT NULL, late INTEGER NOT NULL, version INTEGER NOT NULL, said INTEGER NOT NULL,
          generation INTEGER NOT NULL, partition INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (partition, mark)) WITHOUT ROWID;
        CREATE TABLE news_kept (
          partition INTEGER PRIMARY KEY, kept INTEGER NOT NULL, gone INTEGER NOT NULL);
        CREATE TABLE watermarks (partition INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        """;
}
