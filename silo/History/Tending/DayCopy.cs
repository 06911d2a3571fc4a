using System.Globalization;
using CityActors.Silo.History.Days;
using CityActors.Silo.History.Reading;

namespace CityActors.Silo.History.Tending;

/// <summary>An ordered copy of a day's raw readings that is being made. It goes away again unless it was closed and moved.</summary>
/// <param name="session">Connection that makes it.</param>
/// <param name="raw">Catalog of the day's raw readings.</param>
/// <param name="path">Where the copy goes.</param>
/// <param name="generation">Generation of the log that is written now.</param>
internal sealed class DayCopy(DuckSession session, string raw, string path, int generation) : IDisposable
{
    private const string Catalog = "unfinished"; // there is one at a time
    private readonly Dictionary<int, long> watermarks = [];
    private bool isAttached;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Readings of the day when the copy was begun.</summary>
    public long Came { get; private set; }

    /// <summary>Copies what the day has now, in one picture of it.</summary>
    public void Make(CancellationToken cancellationToken)
    {
        DayNames.Delete(path);
        session.Execute($"ATTACH {DuckEngine.Quote(path)} AS {Catalog}");
        isAttached = true;
        session.Transact(() =>
        {
            session.Execute(string.Format(CultureInfo.InvariantCulture, DaySchema.Raw + DaySchema.Format, Catalog, DaySchema.Version));
            session.Execute(
                $"""
                INSERT INTO {Catalog}.readings {ReadingsSql.OfMany(raw, "true")}
                SELECT series, sequence, idx, observed, arrived, quality, false, kind, number, place, word
                FROM resolved ORDER BY series, observed
                """,
                cancellationToken);
            session.Execute($"INSERT INTO {Catalog}.compacted SELECT count(*) FROM {Catalog}.readings");
            Came = session.Scalar($"SELECT count(*) FROM {raw}.readings") ?? 0;
            CopyRest();
        });
        session.Execute($"CHECKPOINT {Catalog}", cancellationToken);
    }

    /// <summary>Whether the day has rows that the copy has not.</summary>
    /// <param name="current">The day's watermarks.</param>
    public bool IsBehind(IReadOnlyDictionary<int, long> current) =>
        current.Any(one => one.Value > watermarks.GetValueOrDefault(one.Key, -1));

    /// <summary>Copies what came since, behind the rest and as it came.</summary>
    public void CatchUp(CancellationToken cancellationToken) => session.Transact(() =>
    {
        // The copy's watermarks say up to where it has the rows of each partition; rows of earlier generations do not come any more.
        session.Execute(
            $"""
            INSERT INTO {Catalog}.readings
            SELECT came.* FROM {raw}.readings came LEFT JOIN {Catalog}.watermarks mark
              ON mark.generation = came.series >> 48 AND mark.partition = (came.series >> 32) & {SeriesKey.PartitionMax}
            WHERE came.series >> 48 = {generation} AND came.sequence > coalesce(mark.sequence, -1)
            ORDER BY came.sequence, came.idx
            """,
            cancellationToken);
        CopyRest();
    });

    /// <summary>Brings everything into the file, durably, and lets go of it.</summary>
    /// <exception cref="IOException">DuckDB left something beside it.</exception>
    public void Close()
    {
        session.Execute($"CHECKPOINT {Catalog}");
        Detach();
        if (DayNames.LogsOf(path).Any(File.Exists))
        {
            throw new IOException($"DuckDB did not bring everything into {path}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isAttached)
        {
            Detach();
        }

        DayNames.Delete(path);
    }

    private void CopyRest()
    {
        foreach (var table in new[] { "watermarks", "hours", "touched" })
        {
            session.Execute($"DELETE FROM {Catalog}.{table}");
            session.Execute($"INSERT INTO {Catalog}.{table} FROM {raw}.{table}");
        }

        watermarks.Clear();
        session.Read(
            $"SELECT partition, sequence FROM {raw}.watermarks WHERE generation = {generation}",
            row => watermarks[row.GetInt32(0)] = row.GetInt64(1));
    }

    private void Detach()
    {
        isAttached = false;
        session.Execute($"DETACH {Catalog}");
    }
}
