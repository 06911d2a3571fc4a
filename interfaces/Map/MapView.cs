using System.Collections.Immutable;

namespace CityActors.Map;

/// <summary>What part of the city a map shows.</summary>
/// <param name="West">WGS 84 degrees.</param>
/// <param name="South">WGS 84 degrees.</param>
/// <param name="East">WGS 84 degrees, not less than <paramref name="West"/>.</param>
/// <param name="North">WGS 84 degrees, not less than <paramref name="South"/>.</param>
/// <param name="Types">Twin types to show; empty: all.</param>
/// <param name="Most">At most this many points, 1-100,000.</param>
[GenerateSerializer, Immutable, Alias("city.MapView")]
public sealed record MapView(
    [property: Id(0)] double West,
    [property: Id(1)] double South,
    [property: Id(2)] double East,
    [property: Id(3)] double North,
    [property: Id(4)] ImmutableArray<string> Types,
    [property: Id(5)] int Most);

/// <summary>A twin as a point on the map.</summary>
/// <param name="Id">URN.</param>
/// <param name="Type">Type.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Name">Attribute <c>name</c>; null when it has none.</param>
/// <param name="ChangedAt">Newest change, arrival time, UTC.</param>
[GenerateSerializer, Immutable, Alias("city.MapPoint")]
public readonly record struct MapPoint(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] double Longitude,
    [property: Id(3)] double Latitude,
    [property: Id(4)] string? Name,
    [property: Id(5)] DateTimeOffset ChangedAt);

/// <summary>The live map. Keyed by 0; stateless, it asks every shard.</summary>
[Alias("city.IMapGrain")]
public interface IMapGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Live twins inside the view, newest first. Follow the cells in view (<see cref="MapCell.Within"/>) for what comes after.
    /// </summary>
    [Alias("Within")]
    Task<ImmutableArray<MapPoint>> Within(MapView view);
}
