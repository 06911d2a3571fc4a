using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Map;

/// <summary>A zone of the city: a twin with a polygon that other twins are bound to by their place.</summary>
/// <param name="Id">URN, e.g. <c>urn:ngsi-ld:AdministrativeArea:ward-20194</c>.</param>
/// <param name="Name">Name as people say it.</param>
/// <param name="Level">Level of the hierarchy, 0 = city, larger = smaller area; the largest level that holds a place binds it.</param>
/// <param name="Parent">URN of the zone above; null for the city.</param>
/// <param name="Geometry">GeoJSON Polygon or MultiPolygon in WGS 84 degrees, at most 100,000 points.</param>
[GenerateSerializer, Immutable, Alias("city.Zone")]
public sealed record Zone(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] int Level,
    [property: Id(3)] string? Parent,
    [property: Id(4)] string Geometry);

/// <summary>The zones of the city. Keyed by 0.</summary>
[Alias("city.IZonesGrain")]
public interface IZonesGrain : IGrainWithIntegerKey
{
    /// <summary>Defines zones, or changes them; every partition learns of them in one flush. Idempotent.</summary>
    /// <exception cref="ArgumentException">A zone has no valid id, no closed ring, or its parent is unknown; names which and
    /// why.</exception>
    [Alias("Define")]
    Task<LogPosition> Define(ImmutableArray<Zone> zones);

    /// <summary>A page of zones in the order of their ids.</summary>
    /// <param name="after">Id after which the page starts; null: from the first.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("List")]
    Task<ImmutableArray<Zone>> List(string? after, int most);
}
