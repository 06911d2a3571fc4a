using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Kpis;

/// <summary>Which past windows of a KPI to read, newest first.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Zone">URN of the zone; null: the city as a whole.</param>
/// <param name="From">Only windows that end after it; null: as far back as is kept.</param>
/// <param name="To">Only windows that start before it; null: up to now.</param>
/// <param name="WithRevisions">Whether earlier revisions of a window come too, after its newest.</param>
/// <param name="Before">Where the page starts, as the last page said; null: with the newest.</param>
/// <param name="Most">1-1,000.</param>
/// <param name="AtLeast">Positions that the answer must have reached.</param>
[GenerateSerializer, Immutable, Alias("city.KpiWindowQuery")]
public sealed record KpiWindowQuery(
    [property: Id(0)] string Kpi,
    [property: Id(1)] string? Zone,
    [property: Id(2)] DateTimeOffset? From,
    [property: Id(3)] DateTimeOffset? To,
    [property: Id(4)] bool WithRevisions,
    [property: Id(5)] string? Before,
    [property: Id(6)] int Most,
    [property: Id(7)] ImmutableArray<LogPosition> AtLeast);

/// <summary>A page of values: of one KPI over zones in the order of their URNs, or over windows, newest first.</summary>
/// <param name="Values">The values.</param>
/// <param name="Next">Where the next page starts; null: that was the last.</param>
[GenerateSerializer, Immutable, Alias("city.KpiValuePage")]
public sealed record KpiValuePage(
    [property: Id(0)] ImmutableArray<KpiValue> Values,
    [property: Id(1)] string? Next);
