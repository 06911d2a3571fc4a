using System.Collections.Immutable;

namespace CityActors.Twins;

/// <summary>Relations of a twin, both ways.</summary>
/// <param name="Outgoing">Relations the twin has; from its shard.</param>
/// <param name="Incoming">Relations that point at it; from the registry.</param>
[GenerateSerializer, Immutable, Alias("city.TwinRelations")]
public sealed record TwinRelations(
    [property: Id(0)] ImmutableArray<TwinRelation> Outgoing,
    [property: Id(1)] ImmutableArray<TwinRelation> Incoming);
