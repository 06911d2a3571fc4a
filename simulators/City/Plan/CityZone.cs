namespace CityActors.Simulators.City.Plan;

/// <summary>A zone of a synthetic city.</summary>
/// <param name="Id">URN.</param>
/// <param name="Name">Name.</param>
/// <param name="Level">0 city, 1 ward or commune, 2 quarter.</param>
/// <param name="Parent">URN of the zone above; null for the city.</param>
/// <param name="Ring">Closed outline.</param>
public sealed record CityZone(string Id, string Name, int Level, string? Parent, IReadOnlyList<GeoPoint> Ring);
