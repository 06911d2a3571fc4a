using System.Collections.Immutable;
using CityActors.Kpis;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Kpis;

/// <summary>One KPI: how it stands by zone, how it stood, how it is made and of what.</summary>
public sealed partial class KpiSheet : LivePage
{
    private const int RowsMax = 20;
    private const int TwinsMax = 40;
    private const int TrendMax = 24;

    private readonly Trail zoneTrail = new();
    private readonly Trail windowTrail = new();
    private readonly Trail twinTrail = new();
    private KpiStanding? standing;
    private KpiValuePage zones = new([], null);
    private KpiValuePage windows = new([], null);
    private KpiLineage? lineage;
    private ImmutableArray<KpiValue> trend = [];
    private bool withRevisions;
    private string? looked;

    /// <summary>Id of the KPI.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>URN of the zone that is looked at; null: the city as a whole, or its widest zone.</summary>
    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromSeconds(2);

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (looked != Id + "\n" + Zone)
        {
            looked = Id + "\n" + Zone;
            zoneTrail.Restart();
            windowTrail.Restart();
            twinTrail.Restart();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        var kpis = Grains.GetGrain<IKpisGrain>(0);
        await Zones.Read();
        if (await kpis.Read(Id, Zone, []) is not { } now)
        {
            return () => standing = null;
        }

        // A KPI that is not made for the city as a whole stands for its widest zone: the same one throughout the page.
        var zone = now.Value?.Zone ?? Zone;
        var values = kpis.Values(Id, zoneTrail.At, RowsMax);
        var past = kpis.Windows(new KpiWindowQuery(Id, zone, null, null, withRevisions, windowTrail.At, RowsMax, []));
        var newest = kpis.Windows(new KpiWindowQuery(Id, zone, null, null, false, null, TrendMax, []));
        var from = kpis.Lineage(Id, zone == KpiValue.City ? null : zone, twinTrail.At, TwinsMax);
        await Task.WhenAll(values, past, newest, from);
        return () => (standing, zones, windows, trend, lineage) =
            (now, values.Result, past.Result, newest.Result.Values, from.Result);
    }

    private Task ShowRevisions(ChangeEventArgs change)
    {
        withRevisions = change.Value is true;
        windowTrail.Restart();
        return Refresh();
    }
}
