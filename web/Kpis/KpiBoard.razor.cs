using CityActors.Kpis;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Kpis;

/// <summary>How the city stands: a tile for every KPI, pillar by pillar. The address says what is looked at.</summary>
public sealed partial class KpiBoard : LivePage
{
    private const int TilesMax = 24;

    private readonly Dictionary<string, Trail> trails = KpiWords.Pillars.ToDictionary(static pillar => pillar, static _ => new Trail());
    private KpiTrends trends = null!;
    private IReadOnlyList<Shelf> shelves = [];
    private string? looked;

    /// <summary>Only this pillar.</summary>
    [SupplyParameterFromQuery(Name = "pillar")]
    public string? Pillar { get; set; }

    /// <summary>Only this sector.</summary>
    [SupplyParameterFromQuery(Name = "sector")]
    public string? Sector { get; set; }

    /// <summary>URN of the zone; null: the city as a whole, or the widest zone of each KPI.</summary>
    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    /// <summary>Only KPIs that stand so.</summary>
    [SupplyParameterFromQuery(Name = "band")]
    public string? Band { get; set; }

    /// <summary>Words in id or name.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromSeconds(2);

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var look = string.Join('\n', Pillar, Sector, Zone, Band, Text);
        if (look != looked)
        {
            looked = look;
            foreach (var trail in trails.Values)
            {
                trail.Restart();
            }
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        trends ??= new KpiTrends(Grains);
        await Zones.Read();
        var band = Enum.TryParse<KpiBand>(Band, out var named) && Enum.IsDefined(named) ? named : (KpiBand?)null;
        var read = await Task.WhenAll(KpiWords.Pillars.Where(pillar => Pillar is null || pillar == Pillar).Select(async pillar =>
            new Shelf(pillar, await Grains.GetGrain<IKpisGrain>(0).List(
                new KpiQuery(pillar, Sector, Zone, band, Text, false, trails[pillar].At, TilesMax, [])))));
        await trends.Read([.. read.SelectMany(static shelf => shelf.Page.Kpis)]);
        return () => shelves = read;
    }

    /// <summary>The KPIs of one pillar.</summary>
    /// <param name="Pillar">Pillar.</param>
    /// <param name="Page">What is shown of it.</param>
    private sealed record Shelf(string Pillar, KpiPage Page);
}
