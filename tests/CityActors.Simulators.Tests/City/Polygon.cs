using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Tests.City;

/// <summary>Whether a place is in a ring: how often a ray to the east crosses it.</summary>
internal static class Polygon
{
    public static bool Holds(IReadOnlyList<GeoPoint> ring, GeoPoint place)
    {
        var isIn = false;
        for (var i = 1; i < ring.Count; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            if ((a.Latitude > place.Latitude) != (b.Latitude > place.Latitude)
                && place.Longitude - a.Longitude < (place.Latitude - a.Latitude) / (b.Latitude - a.Latitude) * (b.Longitude - a.Longitude))
            {
                isIn = !isIn;
            }
        }

        return isIn;
    }
}
