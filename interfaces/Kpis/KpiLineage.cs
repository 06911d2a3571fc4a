using System.Collections.Immutable;

namespace CityActors.Kpis;

/// <summary>Where the values of a KPI come from.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Version">Version of its definition.</param>
/// <param name="Sources">Types and channels that its formula reads.</param>
/// <param name="Tables">Reference tables that its formula looks into.</param>
/// <param name="Twins">A page of the twins that can contribute in the zone asked for, in the order of their URNs.</param>
/// <param name="Next">Hand in as <c>after</c> for the next page of twins; null: that was the last.</param>
/// <param name="Total">How many twins can contribute in all.</param>
[GenerateSerializer, Immutable, Alias("city.KpiLineage")]
public sealed record KpiLineage(
    [property: Id(0)] string Kpi,
    [property: Id(1)] int Version,
    [property: Id(2)] ImmutableArray<KpiSource> Sources,
    [property: Id(3)] ImmutableArray<string> Tables,
    [property: Id(4)] ImmutableArray<string> Twins,
    [property: Id(5)] string? Next,
    [property: Id(6)] long Total);

/// <summary>A channel of a type of twins that a formula reads.</summary>
/// <param name="Type">Type of twins.</param>
/// <param name="Channel">Channel; empty: the twins are only counted.</param>
[GenerateSerializer, Immutable, Alias("city.KpiSource")]
public readonly record struct KpiSource([property: Id(0)] string Type, [property: Id(1)] string Channel);
