using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Map;

/// <summary>A place in multiples of 1e-7 degree, as positions are kept everywhere.</summary>
/// <param name="X">Longitude, [-1.8e9, 1.8e9].</param>
/// <param name="Y">Latitude, [-9e8, 9e8].</param>
public readonly record struct Place(int X, int Y)
{
    /// <summary>
    /// Metres of one unit of latitude: the mean length of a degree, 111,194.93 m (sphere of 6,371,008.8 m, IUGG mean radius).
    /// </summary>
    public const double MetresPerUnit = 6_371_008.8 * Math.PI / 180 / TwinValue.UnitsPerDegree;

    /// <summary>The place in one number, as <see cref="TwinValue.OfPosition"/> packs it.</summary>
    public long Packed => ((long)X << 32) | (uint)Y;

    /// <summary>WGS 84 degrees.</summary>
    public double Longitude => X / TwinValue.UnitsPerDegree;

    /// <summary>WGS 84 degrees.</summary>
    public double Latitude => Y / TwinValue.UnitsPerDegree;

    /// <summary>The place that was packed.</summary>
    public static Place Of(long packed) => new((int)(packed >> 32), (int)packed);

    /// <summary>The place of degrees; false when they are out of range or not numbers.</summary>
    public static bool TryOf(double longitude, double latitude, out Place place)
    {
        var inside = Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90;
        place = inside
            ? new Place((int)Math.Round(longitude * TwinValue.UnitsPerDegree), (int)Math.Round(latitude * TwinValue.UnitsPerDegree))
            : default;
        return inside;
    }

    /// <summary>Whether the numbers are in range.</summary>
    public bool IsValid => Math.Abs((long)X) <= 1_800_000_000 && Math.Abs((long)Y) <= 900_000_000;

    /// <summary>
    /// Metres east and north of another place on the plane that touches the earth between them; good to 0.1 % within 10 km.
    /// </summary>
    public (double East, double North) MetresFrom(Place origin)
    {
        var latitude = (Y + (double)origin.Y) / 2 / TwinValue.UnitsPerDegree * Math.PI / 180;
        return (((double)X - origin.X) * MetresPerUnit * Math.Cos(latitude), ((double)Y - origin.Y) * MetresPerUnit);
    }
}
