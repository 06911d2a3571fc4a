namespace CityActors.Twins;

/// <summary>A directed relation between two twins, an NGSI-LD Relationship.</summary>
/// <param name="Subject">URN of the twin that has the relation.</param>
/// <param name="Name">Name, e.g. <c>refRoadSegment</c>.</param>
/// <param name="Object">URN of the twin it points at; it need not exist (yet).</param>
[GenerateSerializer, Immutable, Alias("city.TwinRelation")]
public readonly record struct TwinRelation(
    [property: Id(0)] string Subject,
    [property: Id(1)] string Name,
    [property: Id(2)] string Object);
