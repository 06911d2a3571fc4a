using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Writing;

/// <summary>
/// A road segment's line is known to every partition, because vehicles of any partition are matched to it: what is said of its
/// location goes to all of them in the flush of the description.
/// </summary>
internal static class RoadRecords
{
    /// <summary>Twin type whose location is a line to match vehicles to.</summary>
    public const string RoadSegment = "RoadSegment";

    private const int PointsMin = 2;
    private const int PointsMax = 10_000;

    /// <summary>Whether a twin is a road segment.</summary>
    public static bool IsRoad(string id) => TwinId.TryParse(id, out var type, out _) && type.SequenceEqual(RoadSegment);

    /// <summary>Adds the line that a location says, or its end when the location is null. Anything but a LineString adds nothing.</summary>
    /// <exception cref="ArgumentException">The line has too few or too many points, or is no GeoJSON.</exception>
    public static void Add(RecordBatch everywhere, string id, string? location)
    {
        (double, double)[] line = [];
        if (location is not null)
        {
            if (GeoShape.TryParse(location, out var shape) is { } wrong)
            {
                throw new ArgumentException($"The location of '{id}' cannot be read: {wrong}");
            }

            if (shape!.Type != "LineString")
            {
                return;
            }

            line = Array.ConvertAll(shape.Lines[0], static place => (place.Longitude, place.Latitude));
            if (line.Length is < PointsMin or > PointsMax)
            {
                throw new ArgumentException($"Expected a line of {PointsMin}-{PointsMax} places as location of '{id}', got {line.Length}.");
            }
        }

        var start = everywhere.Writer.Length;
        everywhere.Writer.Road(id, line);
        everywhere.EndRecord(start, id);
    }
}
