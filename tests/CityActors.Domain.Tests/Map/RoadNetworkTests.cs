using CityActors.Domain.Map;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Map;

/// <summary>One metre is about 90 units to the north, and at 21° about 96 to the east.</summary>
public sealed class RoadNetworkTests
{
    private const int X = 1_058_000_000;
    private const int Y = 210_000_000;
    private readonly RoadNetwork roads = new();

    [Fact]
    public void Vehicle_is_on_the_nearest_segment_within_thirty_metres()
    {
        Define("south", (0, 0), (10_000, 0));
        Define("north", (0, 4000), (10_000, 4000));

        Assert.Equal("south", Match(5000, 1000));
        Assert.Equal("north", Match(5000, 3000));
        Assert.Null(Match(5000, -2800));
        Assert.Null(Match(900_000, 900_000));
    }

    [Fact]
    public void Of_two_carriageways_the_one_in_the_direction_of_travel_wins()
    {
        Define("eastbound", (0, 0), (10_000, 0));
        Define("westbound", (10_000, 900), (0, 900));

        Assert.Equal("eastbound", Match(5000, 500, (4000, 500)));
        Assert.Equal("westbound", Match(5000, 500, (6000, 500)));
    }

    [Fact]
    public void Vehicle_between_two_segments_stays_where_it_was()
    {
        Define("a", (0, 0), (10_000, 0));
        Define("b", (0, 1000), (10_000, 1000));

        Assert.Equal("a", Match(5000, 500, null, "a"));
        Assert.Equal("b", Match(5000, 500, null, "b"));
    }

    [Fact]
    public void Segment_that_is_taken_away_or_moved_is_matched_no_more_where_it_was()
    {
        Define("a", (0, 0), (10_000, 0));
        Define("a", (0, 100_000), (10_000, 100_000));
        Assert.Null(Match(5000, 0));
        Assert.Equal("a", Match(5000, 100_000));

        Define("a");
        Assert.Null(Match(5000, 100_000));
        Assert.Equal(1, roads.Count);
    }

    [Property(MaxTest = 100)]
    public void Match_is_the_nearest_of_all_segments_when_nothing_else_counts(int seed)
    {
        var random = new Random(seed);
        var network = new RoadNetwork();
        var lines = new List<Place[]>();
        for (var road = 0; road < 40; road++)
        {
            Place[] line = [At(random.Next(20_000), random.Next(20_000)), At(random.Next(20_000), random.Next(20_000))];
            lines.Add(line);
            network.Define(new RoadLine($"r{road}", line));
        }

        var place = At(random.Next(20_000), random.Next(20_000));
        var nearest = lines.Select((line, road) => (Distance: Distance(place, line), Road: road)).Min();

        var matched = network.Match(place, null, -1);

        if (matched < 0)
        {
            Assert.True(nearest.Distance > RoadNetwork.DistanceMetresMax - 0.01, $"{nearest} was not found.");
        }
        else
        {
            Assert.Equal(nearest.Distance, Distance(place, lines[matched]), 0.01);
        }
    }

    private void Define(string id, params (int X, int Y)[] line) =>
        roads.Define(new RoadLine(id, [.. line.Select(static place => At(place.X, place.Y))]));

    private string? Match(int x, int y, (int X, int Y)? before = null, string? on = null) => roads.IdOf(roads.Match(
        At(x, y), before is { } from ? At(from.X, from.Y) : null, on is null ? -1 : roads.Find(on)));

    private static Place At(int x, int y) => new(X + x, Y + y);

    /// <summary>By stepping along the line, so that it shares nothing with what it checks.</summary>
    private static double Distance(Place place, Place[] line)
    {
        const int Steps = 4000;
        var (east, north) = line[1].MetresFrom(line[0]);
        var (x, y) = place.MetresFrom(line[0]);
        return Enumerable.Range(0, Steps + 1)
            .Min(step => Math.Sqrt(Math.Pow(x - (east * step / Steps), 2) + Math.Pow(y - (north * step / Steps), 2)));
    }
}
