using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>A twin of a synthetic city as it is defined: what stays; what changes is reported by its device.</summary>
/// <param name="Id">URN.</param>
/// <param name="Type">Type, the middle of the URN.</param>
/// <param name="Line">One place: a point; more: a line; none: nothing is said of where it is.</param>
/// <param name="Properties">Names and values: text, number, truth or list of texts.</param>
/// <param name="Relations">Names and URNs of twins it points at.</param>
public sealed record CityEntity(
    string Id,
    string Type,
    IReadOnlyList<GeoPoint> Line,
    IReadOnlyList<EntityProperty> Properties,
    IReadOnlyList<EntityRelation> Relations);

/// <summary>A property.</summary>
/// <param name="Name">Name, of Smart Data Models where one fits.</param>
/// <param name="Value">A string, double, bool, array of strings, or a <see cref="GeoPoint"/>.</param>
public readonly record struct EntityProperty(string Name, object Value);

/// <summary>A relation.</summary>
/// <param name="Name">Name, e.g. <c>refRoadSegment</c>.</param>
/// <param name="Object">URN.</param>
public readonly record struct EntityRelation(string Name, string Object);
