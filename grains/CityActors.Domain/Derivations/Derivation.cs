using System.Collections.Immutable;
using CityActors.Domain.Derivations.Windows;
using CityActors.Kpis;

namespace CityActors.Domain.Derivations;

/// <summary>How values of a road, building, zone or KPI follow from the readings of others; as its definition says it, checked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NameVi">Vietnamese name.</param>
/// <param name="NameEn">English name; null when there is none.</param>
/// <param name="By">To which derived twin a twin contributes.</param>
/// <param name="Window">Windows of event time.</param>
/// <param name="StaleAfterMs">Silence after which a twin holds no window up any more, milliseconds of arrival time.</param>
/// <param name="RevisableMs">How long after its end a window takes readings that came in order, milliseconds of event time.</param>
/// <param name="MinShare">Least share of members that must contribute, 0-1; below it values are grey.</param>
/// <param name="Channels">Its outputs, in their order; later ones may name earlier ones.</param>
/// <param name="Source">Where the formulas come from; null when nothing is said.</param>
/// <param name="ValidFromMs">Readings observed at or before this contribute nothing, Unix milliseconds; null: no bound.</param>
/// <param name="ValidToMs">Readings observed after this contribute nothing; null: no bound.</param>
/// <param name="Enabled">False: nothing is derived.</param>
/// <param name="Kpi">What makes it a KPI; null when it is none.</param>
public sealed record Derivation(
    string Id,
    string NameVi,
    string? NameEn,
    Belonging By,
    WindowRule Window,
    long StaleAfterMs,
    long RevisableMs,
    double MinShare,
    ImmutableArray<DerivedChannel> Channels,
    string? Source,
    long? ValidFromMs,
    long? ValidToMs,
    bool Enabled,
    KpiTerms? Kpi)
{
    /// <summary>Type of the twins that its values are said of.</summary>
    public string TargetType => Kpi is null ? By.Type : KpiValue.TwinType;
}

/// <summary>An output.</summary>
/// <param name="Name">Channel of the derived twin.</param>
/// <param name="Unit">Its unit; null when it has none.</param>
/// <param name="Formula">How its value is made.</param>
public sealed record DerivedChannel(string Name, string? Unit, string Formula);

/// <summary>What makes a derivation a KPI.</summary>
/// <param name="Unit">Unit of its value.</param>
/// <param name="Pillar">Pillar of the strategy.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Target">Target; null when it has none.</param>
/// <param name="Direction">On which side of target and bands it should stay.</param>
/// <param name="Good">Bound of the good band; null when it has no bands.</param>
/// <param name="Warning">Bound of the warning band; null when it has no bands.</param>
/// <param name="Sdg">Targets of the Sustainable Development Goals.</param>
/// <param name="Esg">E, S, G.</param>
/// <param name="Decimals">Decimals that people are shown, 0-6.</param>
public sealed record KpiTerms(
    string Unit,
    string Pillar,
    string Sector,
    string Owner,
    double? Target,
    KpiDirection Direction,
    double? Good,
    double? Warning,
    ImmutableArray<string> Sdg,
    ImmutableArray<string> Esg,
    int Decimals);
