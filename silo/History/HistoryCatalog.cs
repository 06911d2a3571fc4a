using CityActors.Grains.History;
using CityActors.Identity;
using CityActors.Silo.Storage;

namespace CityActors.Silo.History;

/// <summary>
/// What is small and looked up by name: which channels there are, and how far each partition has come. SQLite, because DuckDB is slow
/// at finding one name among millions and at small transactions. It is written after the files of days, so what it says is in them.
/// </summary>
internal sealed class HistoryCatalog : IAsyncDisposable
{
    private const int Version = 1;

    private const string Schema =
        """
        CREATE TABLE watermarks (
          generation INTEGER NOT NULL, partition INTEGER NOT NULL, sequence INTEGER NOT NULL, newest INTEGER NOT NULL,
          PRIMARY KEY (generation, partition)) WITHOUT ROWID;
        CREATE TABLE channels (
          twin TEXT NOT NULL, channel TEXT NOT NULL, series INTEGER NOT NULL, unit TEXT, tenant TEXT NOT NULL,
          PRIMARY KEY (twin, channel, series)) WITHOUT ROWID;
        """;

    private readonly SqliteStore store;
    private readonly int generation;

    /// <summary>Opens the file, making it when absent.</summary>
    public HistoryCatalog(string path, int generation)
    {
        this.generation = generation;
        store = SqliteStore.Open("history catalog", path, Version, Schema);
    }

    /// <summary>Every partition's watermark and its newest observedAt, Unix milliseconds.</summary>
    public Task<Dictionary<int, (long Sequence, long NewestMs)>> Watermarks() =>
        store.Read(
            session =>
            {
                var marks = new Dictionary<int, (long, long)>();
                using var row = session["SELECT partition, sequence, newest FROM watermarks WHERE generation = ?1"].Bind(1, generation);
                while (row.Step())
                {
                    marks[checked((int)row.Long(0))] = (row.Long(1), row.Long(2));
                }

                return marks;
            },
            CancellationToken.None);

    /// <summary>Remembers channels and watermarks, durably, in one transaction.</summary>
    public Task Write(
        IReadOnlyList<(int Partition, HistoryChannel Channel)> channels,
        IReadOnlyCollection<(int Partition, long Sequence, long NewestMs)> watermarks) =>
        store.Write(
            session =>
            {
                foreach (var (partition, channel) in channels)
                {
                    session[
                        "INSERT INTO channels VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET unit = ?4 WHERE unit IS NOT ?4"]
                        .Bind(1, channel.Twin).Bind(2, channel.Channel).Bind(3, SeriesKey.Of(generation, partition, channel.Handle))
                        .Bind(4, channel.Unit).Bind(5, Caller.DefaultTenant).Run();
                }

                foreach (var (partition, sequence, newestMs) in watermarks)
                {
                    session["INSERT INTO watermarks VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET sequence = ?3, newest = ?4"]
                        .Bind(1, generation).Bind(2, partition).Bind(3, sequence).Bind(4, newestMs).Run();
                }

                return true;
            },
            channels.Count + watermarks.Count,
            CancellationToken.None);

    /// <summary>The series of a channel, oldest first, with the unit that was told last; none when it is unknown.</summary>
    public Task<(IReadOnlyList<long> Series, string? Unit)> Find(string twin, string channel, CancellationToken cancellationToken) =>
        store.Read<(IReadOnlyList<long>, string?)>(
            session =>
            {
                var series = new List<long>();
                string? unit = null;
                using var row = session["SELECT series, unit FROM channels WHERE twin = ?1 AND channel = ?2 ORDER BY series"]
                    .Bind(1, twin).Bind(2, channel);
                while (row.Step())
                {
                    series.Add(row.Long(0));
                    unit = row.TextOrNull(1);
                }

                return (series, unit);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
