using System.Collections.Immutable;
using CityActors.Grains.Registry;
using CityActors.Kpis;
using CityActors.Map;
using CityActors.Registry;

namespace CityActors.Grains.Kpis;

/// <summary>
/// What KPIs are made of: the types and channels of their formulas, and the twins of these types in a zone and the zones within it. Twins
/// come by type, then zone, then URN: the page goes on after the last of them.
/// </summary>
internal sealed class KpiLineages(IKpiStore store, ITwinRegistry registry)
{
    private const int ZonesPage = 1_000;
    private const int ZonesMax = 20_000;
    private const char Separator = '~';

    /// <summary>The lineage of a KPI; null: there is no such KPI.</summary>
    public async Task<KpiLineage?> Read(string kpi, string? zone, string? after, int most)
    {
        if (await store.Read(kpi, null) is not { Definition: var definition })
        {
            return null;
        }

        var types = definition.Sources.Select(static source => source.Type).Distinct().ToList();
        var zones = zone is null or KpiValue.City ? [null] : await Within(zone);
        var twins = ImmutableArray.CreateBuilder<string>();
        var (start, total) = (Cursor.Read(after), 0L);
        string? next = null;
        foreach (var (type, part) in types.SelectMany(type => zones.Select(part => (type, part))))
        {
            var place = start.Compare(type, part ?? "");
            var left = place < 0 || next is not null ? 0 : most - twins.Count;
            var page = await registry.Find(new TwinQuery(type, null, part, place == 0 ? start.Twin : null, Math.Max(1, left), null));
            total += page.Total;
            if (left > 0)
            {
                twins.AddRange(page.Ids);
                next = page.Next is null ? null : $"{type}{Separator}{part}{Separator}{page.Next}";
            }
            else if (place > 0 && next is null && !page.Ids.IsEmpty)
            {
                next = $"{type}{Separator}{part}{Separator}";
            }
        }

        return new KpiLineage(kpi, definition.Version, definition.Sources, definition.Tables, twins.ToImmutable(), next, total);
    }

    /// <summary>A zone and the zones within it, in the order of their URNs.</summary>
    private async Task<List<string?>> Within(string zone)
    {
        var all = new List<Zone>();
        ImmutableArray<Zone> page;
        do
        {
            page = await registry.Zones(all.Count == 0 ? null : all[^1].Id, ZonesPage);
            all.AddRange(page);
        }
        while (page.Length == ZonesPage && all.Count < ZonesMax);

        var parts = all.ToLookup(static each => each.Parent);
        var within = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([zone]);
        while (open.TryDequeue(out var next))
        {
            if (within.Add(next))
            {
                foreach (var part in parts[next])
                {
                    open.Enqueue(part.Id);
                }
            }
        }

        return [.. within];
    }

    /// <summary>Where a page goes on.</summary>
    private readonly record struct Cursor(string Type, string Zone, string? Twin)
    {
        /// <summary>Whether a part comes before (below 0) where the page goes on, is where it does (0), or comes after.</summary>
        public int Compare(string type, string zone) => string.CompareOrdinal(type, Type) is var types and not 0
            ? types
            : string.CompareOrdinal(zone, Zone);

        public static Cursor Read(string? text)
        {
            var parts = (text ?? $"{Separator}{Separator}").Split(Separator, 3);
            return parts.Length == 3
                ? new Cursor(parts[0], parts[1], parts[2].Length == 0 ? null : parts[2])
                : throw new ArgumentException("Expected the 'next' of a page of twins.", nameof(text));
        }
    }
}
