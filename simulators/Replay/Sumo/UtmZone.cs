using System.Globalization;
using System.Text.RegularExpressions;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>
/// Universal Transverse Mercator on WGS 84: from metres to degrees, by Krüger's series to the third order; exact to a millimetre within
/// a zone. C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011).
/// </summary>
internal sealed partial class UtmZone(int zone, bool isSouth)
{
    private const double Axis = 6_378_137;
    private const double Flattening = 1 / 298.257223563;
    private const double Scale = 0.9996;
    private const double FalseEasting = 500_000;
    private const double FalseNorthing = 10_000_000;
    private const double N = Flattening / (2 - Flattening);

    private static readonly double Radius = Axis / (1 + N) * (1 + (N * N / 4) + (N * N * N * N / 64));

    private static readonly double[] Beta =
    [
        (N / 2) - (2 * N * N / 3) + (37 * N * N * N / 96), (N * N / 48) + (N * N * N / 15), 17 * N * N * N / 480,
    ];

    private static readonly double[] Delta =
    [
        (2 * N) - (2 * N * N / 3) - (2 * N * N * N), (7 * N * N / 3) - (8 * N * N * N / 5), 56 * N * N * N / 15,
    ];

    /// <summary>Reads a projection as PROJ writes it, e.g. <c>+proj=utm +zone=32 +ellps=WGS84</c>.</summary>
    /// <returns>Null when it is another one.</returns>
    public static UtmZone? Parse(string projection)
    {
        var match = Zone().Match(projection);
        return match.Success && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= 60 and var zone
            ? new UtmZone(zone, projection.Contains("+south", StringComparison.Ordinal))
            : null;
    }

    /// <summary>Degrees of a place in metres.</summary>
    public (double Longitude, double Latitude) Degrees(double easting, double northing)
    {
        var xi = (northing - (isSouth ? FalseNorthing : 0)) / (Scale * Radius);
        var eta = (easting - FalseEasting) / (Scale * Radius);
        var (xiPrime, etaPrime) = (xi, eta);
        for (var j = 1; j <= Beta.Length; j++)
        {
            xiPrime -= Beta[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            etaPrime -= Beta[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var chi = Math.Asin(Math.Sin(xiPrime) / Math.Cosh(etaPrime));
        var latitude = chi;
        for (var j = 1; j <= Delta.Length; j++)
        {
            latitude += Delta[j - 1] * Math.Sin(2 * j * chi);
        }

        var longitude = Math.Atan2(Math.Sinh(etaPrime), Math.Cos(xiPrime));
        return ((longitude * 180 / Math.PI) + (zone * 6) - 183, latitude * 180 / Math.PI);
    }

    [GeneratedRegex(@"\+proj=utm\b.*\+zone=(\d{1,2})\b")]
    private static partial Regex Zone();
}
