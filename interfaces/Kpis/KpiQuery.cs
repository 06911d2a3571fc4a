using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Kpis;

/// <summary>Which KPIs to list. Parts that are null do not restrict.</summary>
/// <param name="Pillar">Pillar.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Zone">
/// URN of the zone whose values are wanted; null: of the city as a whole, or of the widest zone a KPI is made for.
/// </param>
/// <param name="Band">Only KPIs whose value in that zone stands so.</param>
/// <param name="Text">Words in id or names, with or without diacritics.</param>
/// <param name="WithDisabled">Whether switched off and retired ones are listed too.</param>
/// <param name="After">Id after which the page starts.</param>
/// <param name="Most">1-1,000.</param>
/// <param name="AtLeast">Positions that the answer must have reached; of partitions not named: as they stand.</param>
[GenerateSerializer, Immutable, Alias("city.KpiQuery")]
public sealed record KpiQuery(
    [property: Id(0)] string? Pillar,
    [property: Id(1)] string? Sector,
    [property: Id(2)] string? Zone,
    [property: Id(3)] KpiBand? Band,
    [property: Id(4)] string? Text,
    [property: Id(5)] bool WithDisabled,
    [property: Id(6)] string? After,
    [property: Id(7)] int Most,
    [property: Id(8)] ImmutableArray<LogPosition> AtLeast);

/// <summary>A KPI and how it stands.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Value">
/// Its newest value of the zone asked for: that of the newest closed window, or of the open one as long as none was closed; null:
/// none was said yet.
/// </param>
/// <param name="Zones">For how many zones it has values.</param>
[GenerateSerializer, Immutable, Alias("city.KpiStanding")]
public sealed record KpiStanding(
    [property: Id(0)] KpiDefinition Definition,
    [property: Id(1)] KpiValue? Value,
    [property: Id(2)] int Zones);

/// <summary>A page of KPIs in the order of their ids.</summary>
/// <param name="Kpis">The KPIs.</param>
/// <param name="Next">Hand in as <see cref="KpiQuery.After"/> for the next page; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
[GenerateSerializer, Immutable, Alias("city.KpiPage")]
public sealed record KpiPage(
    [property: Id(0)] ImmutableArray<KpiStanding> Kpis,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total);
