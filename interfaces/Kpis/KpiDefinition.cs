using System.Collections.Immutable;

namespace CityActors.Kpis;

/// <summary>What a KPI is: the newest version of its definition, as people read it.</summary>
/// <param name="Id">Its id; also the id of its derivation.</param>
/// <param name="Version">From 1.</param>
/// <param name="NameVi">Vietnamese name.</param>
/// <param name="NameEn">English name; the Vietnamese one when there is none.</param>
/// <param name="Unit">Unit, as <c>km/h</c> or <c>%</c>.</param>
/// <param name="Formula">How its value is made.</param>
/// <param name="By"><c>city</c>, <c>zone</c>, <c>relation</c>, <c>segment</c> or <c>self</c>.</param>
/// <param name="ZoneLevels">Levels of zones it is made for; empty when it is made for the city alone.</param>
/// <param name="Window">Its window as the definition says it, JSON.</param>
/// <param name="Pillar">Pillar of the strategy: <c>governance</c>, <c>economy</c>, <c>quality-of-life</c>, <c>resources</c>.</param>
/// <param name="Sector">Sector, e.g. <c>traffic</c>.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Target">Target; null when it has none.</param>
/// <param name="Direction">On which side of target and bands it should stay.</param>
/// <param name="Good">Bound of the good band; null when it has no bands.</param>
/// <param name="Warning">Bound of the warning band; null when it has no bands.</param>
/// <param name="Sdg">Targets of the Sustainable Development Goals, e.g. <c>11.2</c>.</param>
/// <param name="Esg">E, S, G.</param>
/// <param name="Decimals">Decimals that people are shown, 0-6.</param>
/// <param name="Source">Where formula, target and bands come from; null when nothing is said.</param>
/// <param name="IsEnabled">False: switched off or retired; its values stay readable.</param>
/// <param name="Actor">Who wrote this version.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Why">Why.</param>
/// <param name="Sources">Types and channels that its formula reads.</param>
/// <param name="Tables">Reference tables that its formula looks into.</param>
[GenerateSerializer, Immutable, Alias("city.KpiDefinition")]
public sealed record KpiDefinition(
    [property: Id(0)] string Id,
    [property: Id(1)] int Version,
    [property: Id(2)] string NameVi,
    [property: Id(3)] string NameEn,
    [property: Id(4)] string Unit,
    [property: Id(5)] string Formula,
    [property: Id(6)] string By,
    [property: Id(7)] ImmutableArray<int> ZoneLevels,
    [property: Id(8)] string Window,
    [property: Id(9)] string Pillar,
    [property: Id(10)] string Sector,
    [property: Id(11)] string Owner,
    [property: Id(12)] double? Target,
    [property: Id(13)] KpiDirection Direction,
    [property: Id(14)] double? Good,
    [property: Id(15)] double? Warning,
    [property: Id(16)] ImmutableArray<string> Sdg,
    [property: Id(17)] ImmutableArray<string> Esg,
    [property: Id(18)] int Decimals,
    [property: Id(19)] string? Source,
    [property: Id(20)] bool IsEnabled,
    [property: Id(21)] string Actor,
    [property: Id(22)] DateTimeOffset At,
    [property: Id(23)] string Why,
    [property: Id(24)] ImmutableArray<KpiSource> Sources,
    [property: Id(25)] ImmutableArray<string> Tables);
