using System.Collections.Immutable;

namespace CityActors.Domain.Derivations;

/// <summary>To which derived twin a twin contributes.</summary>
/// <param name="Kind">How it is found.</param>
/// <param name="Relation">Name of the relation that points at it; empty of the other kinds.</param>
/// <param name="Type">Type that the derived twin must have; twins that point at others do not contribute.</param>
/// <param name="Levels">Levels of zones that have a derived twin, ascending; empty of the other kinds.</param>
public sealed record Belonging(BelongingKind Kind, string Relation, string Type, ImmutableArray<int> Levels)
{
    /// <summary>The city as a whole.</summary>
    public const string City = "urn:ngsi-ld:City:city";

    /// <summary>Most levels of zones.</summary>
    public const int LevelsMax = 8;

    /// <summary>Type of road segments.</summary>
    public const string RoadSegment = "RoadSegment";

    /// <summary>Type of zones, unless the definition says another.</summary>
    public const string ZoneType = "AdministrativeArea";

    /// <summary>The type that a relation's name speaks of: <c>refRoadSegment</c> points at a RoadSegment.</summary>
    /// <returns>Null when the name does not say.</returns>
    public static string? TypeBy(string relation) =>
        relation.Length > 3 && relation.StartsWith("ref", StringComparison.Ordinal) && char.IsAsciiLetterUpper(relation[3])
            ? relation[3..]
            : null;
}

/// <summary>How the derived twin of a twin is found.</summary>
public enum BelongingKind
{
    /// <summary>It is the twin itself.</summary>
    Self,

    /// <summary>The twin points at it by a relation.</summary>
    Relation,

    /// <summary>It is the road segment that the twin was matched to.</summary>
    Segment,

    /// <summary>It is the zone that the twin is bound to, or one above it.</summary>
    Zone,

    /// <summary>It is the city.</summary>
    City,
}
