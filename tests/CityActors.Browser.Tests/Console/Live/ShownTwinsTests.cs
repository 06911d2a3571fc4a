using System.Text.Json;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;
using CityActors.Web.Map;
using CityActors.Web.Map.Ground;
using CityActors.Web.Map.Live;

namespace CityActors.Browser.Tests.Console.Live;

/// <summary>What a change means for a map, and what happens when there are too many.</summary>
public sealed class ShownTwinsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);
    private static readonly MapLook Look = new(105, 20, 106, 21, ["Vehicle"]);

    [Fact]
    public void A_new_twin_is_placed_a_still_one_only_lit_up_and_one_that_leaves_is_gone()
    {
        var shown = new ShownTwins(10, 10);
        Assert.Equal("a", Local(shown.Fold([Change("a", 105.5, 1)], Look).Placed.Single()[0]));
        var still = shown.Fold([Change("a", 105.5, 2)], Look);
        Assert.Empty(still.Placed);
        Assert.Equal("a", Local(still.Fresh.Single()));
        Assert.Equal("a", Local(shown.Fold([Change("a", 106.5, 3)], Look).Gone.Single()));
        Assert.Equal(0, shown.Count);
    }

    [Fact]
    public void What_is_older_than_what_was_read_says_nothing()
    {
        var shown = new ShownTwins(10, 10);
        shown.Replace([new MapPoint(Id("a"), "Vehicle", 105.7, 20.5, "Xe A", Noon.AddSeconds(5))]);
        Assert.True(shown.Fold([Change("a", 105.1, 4)], Look).IsEmpty);
        Assert.Equal("Xe A", shown.Fold([Change("a", 105.8, 6)], Look).Placed.Single()[3]);
    }

    [Theory]
    [InlineData(TwinChangeKind.Deleted)]
    [InlineData(TwinChangeKind.Expired)]
    public void A_twin_that_ended_is_gone(TwinChangeKind kind)
    {
        var shown = new ShownTwins(10, 10);
        shown.Fold([Change("a", 105.5, 1)], Look);
        Assert.Single(shown.Fold([Change("a", 105.5, 2) with { Kind = kind }], Look).Gone);
    }

    [Fact]
    public void No_more_twins_are_shown_than_the_limit_and_none_of_a_hidden_type()
    {
        var shown = new ShownTwins(1, 10);
        Assert.Single(shown.Fold([Change("a", 105.5, 1), Change("b", 105.6, 1)], Look).Placed);
        Assert.True(new ShownTwins(9, 9).Fold([Change("a", 105.5, 1)], Look with { Types = ["Camera"] }).IsEmpty);
    }

    [Fact]
    public void Pending_changes_keep_the_newest_of_a_twin_whatever_comes_first()
    {
        var pending = new PendingChanges(10);
        pending.Hear(Change("a", 105.6, 2));
        pending.Hear(Change("a", 105.5, 1));
        Assert.Equal(105.6, pending.Take(out var wasLost).Values.Single().Longitude);
        Assert.False(wasLost);
        Assert.Empty(pending.Take(out _));
    }

    [Fact]
    public void Changes_beyond_the_limit_are_counted_and_the_view_is_read_anew()
    {
        var pending = new PendingChanges(1);
        pending.Hear(Change("a", 105.5, 1));
        pending.Hear(Change("b", 105.5, 1));
        Assert.Single(pending.Take(out var wasLost));
        Assert.True(wasLost);
        Assert.Equal(1, pending.Dropped);
    }

    [Fact]
    public void The_name_of_a_zone_stands_in_the_middle_of_its_largest_part()
    {
        const string Zone = """
            {"type":"MultiPolygon","coordinates":[[[[105,20],[105.1,20],[105.1,20.1],[105,20.1],[105,20]]],
            [[[106,21],[106.4,21],[106.4,21.2],[106,21.2],[106,21]]]]}
            """;
        using var label = JsonDocument.Parse(ZoneLabel.Of(Zone)!);
        var place = label.RootElement.GetProperty("coordinates").EnumerateArray().Select(static part => Math.Round(part.GetDouble(), 6));
        Assert.Equal([106.2, 21.1], place);
    }

    [Fact]
    public void The_archipelagos_are_always_named_as_Vietnamese()
    {
        foreach (var name in new[] { "Hoàng Sa", "Trường Sa" })
        {
            var label = Assert.Single(Places.All, place => place.Name.Contains(name, StringComparison.Ordinal));
            Assert.Equal(0, label.Rank);
            Assert.Contains("Việt Nam", label.Name, StringComparison.Ordinal);
        }
    }

    private static string Id(string local) => "urn:ngsi-ld:Vehicle:" + local;

    private static string Local(object? id) => ((string)id!)[^1..];

    private static TwinChange Change(string local, double longitude, int second) => new(
        new LogPosition(1, 0, second), 0, TwinChangeKind.Channel, Id(local), "location", TwinValue.OfPosition(longitude, 20.5),
        Quality.Good, Noon.AddSeconds(second), Noon.AddSeconds(second), MapCell.Of(longitude, 20.5), longitude, 20.5);
}
