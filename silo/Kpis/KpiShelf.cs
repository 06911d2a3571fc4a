using CityActors.Domain.Registry;
using CityActors.Grains.Kpis;
using CityActors.Kpis;
using CityActors.Silo.Storage;
using CityActors.Streams;

namespace CityActors.Silo.Kpis;

/// <summary>Puts entries into the tables, inside one transaction, and keeps the tables in their bounds.</summary>
internal sealed class KpiShelf(SqliteSession session, SqliteKpiOptions options)
{
    private const string Values = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17";

    /// <summary>Applies entries of a partition in order; those at or below a sequence are left out.</summary>
    public void Apply(int partition, IReadOnlyList<KpiEntry> entries, long after)
    {
        foreach (var entry in entries)
        {
            if (entry.Sequence <= after)
            {
                continue;
            }

            if (entry.Definition is { } definition)
            {
                Put(definition);
            }
            else if (entry.Retired is { } retired)
            {
                Retire(retired);
            }
            else if (entry.Value is { } value)
            {
                Put(value);
                Tell(partition, ChangeMark.Of(entry.Sequence, entry.Index), value);
            }
        }

        DropOldNews(partition);
    }

    private void Put(KpiDefinition definition)
    {
        session["UPDATE definitions SET newest = 0 WHERE kpi = ?1 AND newest = 1"].Bind(1, definition.Id).Run();
        session["INSERT OR REPLACE INTO definitions VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, definition.Id).Bind(2, definition.Version).Bind(3, definition.IsEnabled ? 1 : 0).Bind(4, definition.Pillar)
            .Bind(5, definition.Sector).Bind(6, TwinWords.Of(definition.Id, $"{definition.NameVi} {definition.NameEn}"))
            .Bind(7, KpiVersions.Write(definition)).Run();
        session[
            "DELETE FROM definitions WHERE kpi = ?1 AND version <= "
            + "(SELECT version FROM definitions WHERE kpi = ?1 ORDER BY version DESC LIMIT 1 OFFSET ?2)"]
            .Bind(1, definition.Id).Bind(2, options.VersionsMax).Run();
    }

    // A retired KPI keeps its name and its values: people still ask what it was.
    private void Retire(KpiRetirement retired)
    {
        if (new KpiVersions(session).Newest(retired.Kpi) is { } last)
        {
            Put(last with
            {
                Version = retired.Version, IsEnabled = false, Actor = retired.Actor, At = retired.At, Why = retired.Why,
            });
        }
    }

    private void Put(KpiValue value)
    {
        var (ends, starts) = (value.WindowEnd.ToUnixTimeMilliseconds(), value.WindowStart.ToUnixTimeMilliseconds());
        var isNew = session["SELECT count(*) FROM windows WHERE kpi = ?1 AND zone = ?2 AND ends = ?3 AND starts = ?4"]
            .Bind(1, value.Kpi).Bind(2, value.Zone).Bind(3, ends).Bind(4, starts).Scalar() == 0;

        // The running value of an open window is worth nothing once there is a newer one; nor is a later revision that is taken back.
        session["DELETE FROM windows WHERE kpi = ?1 AND zone = ?2 AND ends = ?3 AND starts = ?4 AND (final = 0 OR revision >= ?5)"]
            .Bind(1, value.Kpi).Bind(2, value.Zone).Bind(3, ends).Bind(4, starts).Bind(5, value.Revision).Run();
        KpiRow.Bind(session[$"INSERT INTO windows ({KpiSchema.Columns}) VALUES ({Values})"], 1, value).Run();
        session[
            "DELETE FROM windows WHERE kpi = ?1 AND zone = ?2 AND ends = ?3 AND starts = ?4 AND revision <= "
            + "(SELECT revision FROM windows WHERE kpi = ?1 AND zone = ?2 AND ends = ?3 AND starts = ?4 "
            + "ORDER BY revision DESC LIMIT 1 OFFSET ?5)"]
            .Bind(1, value.Kpi).Bind(2, value.Zone).Bind(3, ends).Bind(4, starts).Bind(5, options.RevisionsMax).Run();
        session[
            "INSERT INTO standings VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET windows = windows + ?3, members = ?4"]
            .Bind(1, value.Kpi).Bind(2, value.Zone).Bind(3, isNew ? 1 : 0).Bind(4, value.Members).Run();
        if (isNew)
        {
            DropOldWindows(value.Kpi, value.Zone);
        }
    }

    private void DropOldWindows(string kpi, string zone)
    {
        var kept = session["SELECT windows FROM standings WHERE kpi = ?1 AND zone = ?2"].Bind(1, kpi).Bind(2, zone).Scalar() ?? 0;
        for (; kept > options.WindowsMax; kept--)
        {
            session[
                "DELETE FROM windows WHERE kpi = ?1 AND zone = ?2 AND (ends, starts) = "
                + "(SELECT ends, starts FROM windows WHERE kpi = ?1 AND zone = ?2 ORDER BY ends, starts LIMIT 1)"]
                .Bind(1, kpi).Bind(2, zone).Run();
            session["UPDATE standings SET windows = windows - 1 WHERE kpi = ?1 AND zone = ?2"].Bind(1, kpi).Bind(2, zone).Run();
        }
    }

    private void Tell(int partition, long mark, KpiValue value)
    {
        KpiRow.Bind(session[$"INSERT OR REPLACE INTO news ({KpiSchema.Columns}, mark) VALUES ({Values}, ?18)"], 1, value)
            .Bind(18, mark).Run();
        session["INSERT INTO news_kept VALUES (?1, 1, 0) ON CONFLICT DO UPDATE SET kept = kept + 1"].Bind(1, partition).Run();
    }

    private void DropOldNews(int partition)
    {
        var kept = session["SELECT kept FROM news_kept WHERE partition = ?1"].Bind(1, partition).Scalar() ?? 0;
        if (kept <= options.NewsMax)
        {
            return;
        }

        var gone = session["SELECT mark FROM news WHERE partition = ?1 ORDER BY mark LIMIT 1 OFFSET ?2"]
            .Bind(1, partition).Bind(2, kept - options.NewsMax - 1).Scalar() ?? 0;
        session["DELETE FROM news WHERE partition = ?1 AND mark <= ?2"].Bind(1, partition).Bind(2, gone).Run();
        session["UPDATE news_kept SET kept = ?2, gone = ?3 WHERE partition = ?1"]
            .Bind(1, partition).Bind(2, options.NewsMax).Bind(3, gone).Run();
    }
}
