namespace CityActors.Domain.Map;

/// <summary>
/// The road segments of the city by place, and the matching of vehicles to them: the nearest segment within
/// <see cref="DistanceMetresMax"/>, a segment that runs against the vehicle's direction counting as farther away, the segment it was
/// on as a little nearer. Numbers are given in the order of definition and stay.
/// </summary>
public sealed class RoadNetwork
{
    /// <summary>A vehicle farther than this from every segment is on none. Metres; a wide carriageway and a GPS error of 10 m.</summary>
    public const double DistanceMetresMax = 30;

    private const double AgainstMetres = 20;
    private const double StayMetres = 2;
    private const double MovedMetresMin = 2;

    private readonly List<RoadLine> roads = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(int Road, Place From, Place To)> pieces = [];
    private readonly List<(int First, int Count)> pieceRanges = [];
    private readonly BoxGrid grid = new();

    /// <summary>Number of segments ever defined.</summary>
    public int Count => roads.Count;

    /// <summary>Number of a segment, from 0; -1 when it was never defined.</summary>
    public int Find(string id) => numbers.GetValueOrDefault(id, -1);

    /// <summary>URN of a segment; null for -1.</summary>
    public string? IdOf(int number) => number < 0 ? null : roads[number].Id;

    /// <summary>Defines a segment, changes its line, or takes it away.</summary>
    /// <returns>Its number.</returns>
    public int Define(RoadLine road)
    {
        if (!numbers.TryGetValue(road.Id, out var number))
        {
            number = roads.Count;
            numbers.Add(road.Id, number);
            roads.Add(road);
            pieceRanges.Add(default);
        }
        else if (roads[number].Line.AsSpan().SequenceEqual(road.Line))
        {
            return number;
        }

        roads[number] = road;
        var (first, count) = pieceRanges[number];
        for (var piece = first; piece < first + count; piece++)
        {
            grid.Set(piece, Box.Nothing);
        }

        pieceRanges[number] = (pieces.Count, Math.Max(0, road.Line.Length - 1));
        for (var i = 1; i < road.Line.Length; i++)
        {
            var box = Box.Nothing.With(road.Line[i - 1]).With(road.Line[i]).Grown(DistanceMetresMax);
            grid.Set(pieces.Count, box);
            pieces.Add((number, road.Line[i - 1], road.Line[i]));
        }

        return number;
    }

    /// <summary>The segment a vehicle is on.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="before">Where it was before; null when that is not known.</param>
    /// <param name="segment">Number of the segment it was on; -1 when none.</param>
    /// <returns>Number of the segment; -1 when none is near.</returns>
    public int Match(Place place, Place? before, int segment)
    {
        var (east, north) = before is { } from ? place.MetresFrom(from) : default;
        var moved = Math.Sqrt((east * east) + (north * north));
        var best = -1;
        var bestScore = double.MaxValue;
        foreach (var number in grid.Near(place))
        {
            var (road, start, end) = pieces[number];
            var (distance, along, length) = Project(place, start, end);
            if (distance > DistanceMetresMax)
            {
                continue;
            }

            var score = distance - (road == segment ? StayMetres : 0);
            if (moved >= MovedMetresMin && length > 0)
            {
                var cosine = ((east * along.East) + (north * along.North)) / (moved * length);
                score += AgainstMetres * (1 - cosine) / 2;
            }

            if (score < bestScore || (score == bestScore && road < best))
            {
                (best, bestScore) = (road, score);
            }
        }

        return best;
    }

    private static (double Distance, (double East, double North) Along, double Length) Project(Place place, Place start, Place end)
    {
        var along = end.MetresFrom(start);
        var (east, north) = place.MetresFrom(start);
        var square = (along.East * along.East) + (along.North * along.North);
        var share = square == 0 ? 0 : Math.Clamp(((east * along.East) + (north * along.North)) / square, 0, 1);
        var (dx, dy) = (east - (share * along.East), north - (share * along.North));
        return (Math.Sqrt((dx * dx) + (dy * dy)), along, Math.Sqrt(square));
    }
}
