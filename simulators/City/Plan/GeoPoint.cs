namespace CityActors.Simulators.City.Plan;

/// <summary>A place in WGS 84 degrees, kept to 1e-7 degree as the city keeps it.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude)
{
    private const double MetresPerDegree = 111_195;

    /// <summary>A place rounded to 1e-7 degree.</summary>
    public static GeoPoint Rounded(double longitude, double latitude) => new(Math.Round(longitude, 7), Math.Round(latitude, 7));

    /// <summary>The place a share (0-1) of the way to another.</summary>
    public GeoPoint Towards(GeoPoint other, double share) => Rounded(
        Longitude + ((other.Longitude - Longitude) * share), Latitude + ((other.Latitude - Latitude) * share));

    /// <summary>Metres to another place, over distances of a city.</summary>
    public double MetresTo(GeoPoint other)
    {
        var (east, north) = Offset(other);
        return Math.Sqrt((east * east) + (north * north));
    }

    /// <summary>Direction to another place: degrees clockwise from north, 0-360.</summary>
    public double HeadingTo(GeoPoint other)
    {
        var (east, north) = Offset(other);
        return ((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360;
    }

    private (double East, double North) Offset(GeoPoint other) => (
        (other.Longitude - Longitude) * MetresPerDegree * Math.Cos(Latitude * Math.PI / 180),
        (other.Latitude - Latitude) * MetresPerDegree);
}
