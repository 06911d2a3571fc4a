using System.Collections.Immutable;
using CityActors.Kpis;

namespace CityActors.Web.Kpis;

/// <summary>
/// The last windows of the KPIs that are on a page. They are read again only when a window is new or has another revision: between
/// two windows a trend does not change.
/// </summary>
internal sealed class KpiTrends(IGrainFactory grains)
{
    private const int WindowsShown = 24;

    // A page shows at most four shelves of tiles; whoever looks at many zones begins anew here.
    private const int KeptMax = 500;

    private readonly Dictionary<string, (DateTimeOffset End, int Revision, ImmutableArray<KpiValue> Windows)> kept =
        new(StringComparer.Ordinal);

    /// <summary>The windows of a KPI as they were read last, newest first.</summary>
    public ImmutableArray<KpiValue> Of(KpiStanding standing) =>
        standing.Value is { } value && kept.TryGetValue(Key(value), out var trend) ? trend.Windows : [];

    /// <summary>Reads what is new of these.</summary>
    public async Task Read(IReadOnlyCollection<KpiStanding> standings)
    {
        if (kept.Count > KeptMax)
        {
            kept.Clear();
        }

        await Task.WhenAll(standings.Where(IsNew).Select(async standing =>
        {
            var value = standing.Value!;
            var page = await grains.GetGrain<IKpisGrain>(0).Windows(
                new KpiWindowQuery(value.Kpi, value.Zone, null, null, false, null, WindowsShown, []));
            kept[Key(value)] = (value.WindowEnd, value.Revision, page.Values);
        }));
    }

    private static string Key(KpiValue value) => value.Kpi + "\n" + value.Zone;

    private bool IsNew(KpiStanding standing) => standing.Value is { } value
        && (!kept.TryGetValue(Key(value), out var trend) || trend.End != value.WindowEnd
            || (value.IsFinal && trend.Revision != value.Revision));
}
