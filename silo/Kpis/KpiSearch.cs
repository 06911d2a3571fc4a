using System.Collections.Immutable;
using CityActors.Domain.Registry;
using CityActors.Kpis;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Kpis;

/// <summary>Reads how KPIs stand, inside one reading transaction. There are hundreds of them: they are walked, not searched.</summary>
internal sealed class KpiSearch(SqliteSession session)
{
    private const int WordsMax = 8;

    private readonly KpiVersions versions = new(session);

    /// <summary>A page.</summary>
    public KpiPage Page(KpiQuery query)
    {
        var found = Matching(query);
        var page = ImmutableArray.CreateBuilder<KpiStanding>();
        string? next = null;
        var total = 0L;
        foreach (var kpi in found)
        {
            var value = query.Band is null && (page.Count == query.Most || IsBefore(kpi, query.After)) ? null : Value(kpi, query.Zone);
            if (query.Band is { } band && (value?.Band ?? KpiBand.Grey) != band)
            {
                continue;
            }

            total++;
            if (IsBefore(kpi, query.After))
            {
                continue;
            }

            if (page.Count < query.Most)
            {
                page.Add(Standing(kpi, value));
            }
            else
            {
                next ??= page[^1].Definition.Id;
            }
        }

        return new KpiPage(page.ToImmutable(), next, total);
    }

    /// <summary>One KPI; null: there is none.</summary>
    public KpiStanding? One(string kpi, string? zone) => versions.Newest(kpi) is null ? null : Standing(kpi, Value(kpi, zone));

    /// <summary>The newest values over zones.</summary>
    public KpiValuePage Values(string kpi, string? after, int most)
    {
        var zones = new List<string>();
        using (var row = session["SELECT zone FROM standings WHERE kpi = ?1 AND zone > ?2 ORDER BY zone LIMIT ?3"])
        {
            row.Bind(1, kpi).Bind(2, after ?? "").Bind(3, most + 1);
            while (row.Step())
            {
                zones.Add(row.Text(0));
            }
        }

        var page = zones.Take(most).Select(zone => Newest(kpi, zone)).OfType<KpiValue>().ToImmutableArray();
        return new KpiValuePage(page, zones.Count > most ? zones[most - 1] : null);
    }

    private static bool IsBefore(string kpi, string? after) => after is not null && string.CompareOrdinal(kpi, after) <= 0;

    private List<string> Matching(KpiQuery query)
    {
        var sought = TwinWords.Sought(query.Text ?? "", WordsMax);
        var found = new List<string>();
        using var row = session["SELECT kpi, enabled, pillar, sector, words FROM definitions WHERE newest = 1 ORDER BY kpi"];
        while (row.Step())
        {
            if ((query.WithDisabled || row.Long(1) != 0)
                && (query.Pillar is null || row.Text(2) == query.Pillar)
                && (query.Sector is null || row.Text(3) == query.Sector)
                && (sought.Length == 0 || TwinWords.Match(row.Text(4), sought)))
            {
                found.Add(row.Text(0));
            }
        }

        return found;
    }

    private KpiStanding Standing(string kpi, KpiValue? value) => new(
        versions.Newest(kpi)!, value,
        checked((int)(session["SELECT count(*) FROM standings WHERE kpi = ?1"].Bind(1, kpi).Scalar() ?? 0)));

    // Without a zone: the city as a whole, else the zone with the most sources, where the KPI is made for the topmost zone at all.
    private KpiValue? Value(string kpi, string? zone)
    {
        if (zone is not null)
        {
            return Newest(kpi, zone);
        }

        if (Newest(kpi, KpiValue.City) is { } ofCity)
        {
            return ofCity;
        }

        if (versions.Newest(kpi) is { ZoneLevels: var levels } && !levels.Contains(0))
        {
            return null;
        }

        string? widest = null;
        using (var row = session["SELECT zone FROM standings WHERE kpi = ?1 ORDER BY members DESC, zone LIMIT 1"].Bind(1, kpi))
        {
            widest = row.Step() ? row.Text(0) : null;
        }

        return widest is null ? null : Newest(kpi, widest);
    }

    private KpiValue? Newest(string kpi, string zone) =>
        First(session[$"SELECT {KpiSchema.Columns} FROM windows WHERE kpi = ?1 AND zone = ?2 AND final = 1 "
            + "ORDER BY ends DESC, starts DESC, revision DESC LIMIT 1"].Bind(1, kpi).Bind(2, zone))
        ?? First(session[$"SELECT {KpiSchema.Columns} FROM windows WHERE kpi = ?1 AND zone = ?2 "
            + "ORDER BY ends DESC, starts DESC, revision DESC LIMIT 1"].Bind(1, kpi).Bind(2, zone));

    private KpiValue? First(SqliteStatement row)
    {
        using (row)
        {
            return row.Step() ? KpiRow.Read(row, 0, versions) : null;
        }
    }
}
