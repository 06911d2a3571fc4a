using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>A line that can be walked by metres.</summary>
internal sealed class Route
{
    private readonly IReadOnlyList<GeoPoint> places;
    private readonly double[] metres;

    /// <summary>The route along a line of at least two places.</summary>
    public Route(IReadOnlyList<GeoPoint> line)
    {
        places = line;
        metres = new double[line.Count];
        for (var i = 1; i < line.Count; i++)
        {
            metres[i] = metres[i - 1] + line[i - 1].MetresTo(line[i]);
        }
    }

    /// <summary>Its length, metres.</summary>
    public double Length => metres[^1];

    /// <summary>Place and direction (degrees from north) after some metres, 0 - <see cref="Length"/>.</summary>
    public (GeoPoint Place, double Heading) At(double way)
    {
        var found = Array.BinarySearch(metres, way);
        var next = Math.Clamp(found < 0 ? ~found : found, 1, metres.Length - 1);
        var (from, to) = (places[next - 1], places[next]);
        var length = metres[next] - metres[next - 1];
        var share = length > 0 ? Math.Clamp((way - metres[next - 1]) / length, 0, 1) : 0;
        return (from.Towards(to, share), from.HeadingTo(to));
    }
}
