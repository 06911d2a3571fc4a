using CityActors.Domain.Log;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Tests.Map;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>How an episode goes from its first breach to its end.</summary>
public sealed class EpisodeTests
{
    private const string ClearAfter5Min = "\"clearAfter\": \"PT5M\"";

    [Fact]
    public void Broken_again_before_it_clears_counts_in_the_same_episode()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5", ClearAfter5Min).Register();
        city.Read(0, 6).Read(1, 7).Read(2, 4).Read(3, 8).Read(4, 4).Read(8, 4).Read(9, 3);
        Assert.Single(city.Alerts().Select(static one => one.Alert.Episode).Distinct());
        Assert.Equal(
            ["high: Raised 6 1", "high: Returned 4 1", "high: Repeated 8 2", "high: Returned 4 2", "high: Cleared 3 2"], city.Said());
    }

    [Fact]
    public void Broken_after_it_had_been_normal_for_long_enough_is_a_new_episode()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5", ClearAfter5Min).Register();
        city.Read(0, 6).Read(1, 4).Read(6, 8);
        Assert.Equal(2, city.Alerts().Select(static one => one.Alert.Episode).Distinct().Count());
        Assert.Equal(["high: Raised 6 1", "high: Returned 4 1", "high: Cleared 8 1", "high: Raised 8 1"], city.Said());
    }

    [Fact]
    public void Without_a_time_to_clear_it_clears_at_once()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5").Register().Read(0, 6).Read(1, 4);
        Assert.Equal(["high: Raised 6 1", "high: Returned 4 1", "high: Cleared 4 1"], city.Said());
        Assert.Equal(0, city.City.State.OpenEpisodes);
    }

    [Fact]
    public void Dwell_goes_by_the_time_of_readings_and_a_normal_one_ends_it()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5 for 10 min").Register();
        city.Read(0, 6).Read(9.9, 6).Read(9.95, 4).Read(10, 6).Read(19, 6);
        Assert.Empty(city.Said());
        Assert.Equal(["high: Raised 7 1"], city.Read(20, 7).Said());
    }

    [Fact]
    public void Without_new_data_dwell_goes_by_ticks()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5 for 10 min").Register().Read(0, 6).Read(4, 6.5);
        Assert.Empty(city.Tick(10).Said());
        Assert.Equal(["high: Raised 6.5 1"], city.Tick(10.05).Said());
    }

    [Fact]
    public void Without_new_data_clearing_goes_by_ticks()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5", ClearAfter5Min).Register().Read(0, 6).Read(1, 4);
        city.Said();
        Assert.Empty(city.Tick(6).Said());
        Assert.Equal(["high: Cleared 4 1"], city.Tick(6.05).Said());
    }

    [Fact]
    public void Gap_restarts_what_ticks_decide()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5 for 10 min").Register().Read(0, 6);
        Assert.Empty(city.Gap(1, 60).Tick(61).Tick(69.9).Said());
        Assert.Equal(["high: Raised 6 1"], city.Tick(70).Said());
    }

    [Fact]
    public void Broken_again_with_a_dwell_waits_for_it()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5 for 2 min", ClearAfter5Min).Register();
        city.Read(0, 6).Read(2, 6).Read(3, 4).Read(4, 6).Read(5, 4).Read(6, 6).Read(8, 6).Read(9, 4).Read(14, 4);
        Assert.Equal(
            ["high: Raised 6 1", "high: Returned 4 1", "high: Repeated 6 2", "high: Returned 4 2", "high: Cleared 4 2"], city.Said());
    }

    [Fact]
    public void New_version_ends_the_episodes_of_the_one_before_and_judges_anew()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5", ClearAfter5Min).Register().Read(0, 6);
        city.Rule("high", "waterLevel > 5.5", ClearAfter5Min);
        Assert.Equal(["high: Raised 6 1", "high: Returned 6 1", "high: Cleared 6 1"], city.Said());
        city.Read(1, 6);
        Assert.Equal(2, Assert.Single(city.Alerts()).Alert.RuleVersion);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rule_that_is_retired_or_switched_off_ends_its_episodes_and_judges_no_more(bool isRetired)
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5").Register().Read(0, 6);
        city = isRetired ? city.Retire("high") : city.Rule("high", "waterLevel > 5", "\"enabled\": false");
        Assert.Equal(["high: Raised 6 1", "high: Returned 6 1", "high: Cleared 6 1"], city.Said());
        Assert.Empty(city.Read(1, 7).Said());
    }

    [Fact]
    public void End_of_validity_ends_episodes_by_readings_or_ticks()
    {
        const string Until = "\"validTo\": \"2025-11-24T16:20:00Z\"";
        var city = new RuledCity().Rule("high", "waterLevel > 5", Until).Register().Read(0, 6);
        Assert.Equal(["high: Raised 6 1", "high: Returned 6 1", "high: Cleared 6 1"], city.Tick(20).Tick(21).Said());
        Assert.Empty(city.Read(22, 7).Said());

        var read = new RuledCity().Rule("high", "waterLevel > 5", Until).Register().Read(0, 6).Read(20, 7).Read(21, 8);
        Assert.Equal(["high: Raised 6 1", "high: Returned 7 1", "high: Cleared 7 1"], read.Said());
    }

    [Fact]
    public void Override_judges_its_twin_instead_of_the_default()
    {
        const string Other = "urn:ngsi-ld:WaterLevelObserved:other";
        var city = new RuledCity().Rule("high", "waterLevel > 5").Register().Register(Other).Read(0, 6);
        city.Rule("high-here", "waterLevel > 8", $"\"twin\": \"{RuledCity.Station}\", \"replaces\": \"high\"");
        city.Read(1, 7).Read(2, 9).Read(3, 6, id: Other);
        Assert.Equal(
            ["high: Raised 6 1", "high: Returned 7 1", "high: Cleared 7 1", "high-here: Raised 9 1", "high: Raised 6 1"], city.Said());
        Assert.Equal(["high-here: Returned 9 1", "high-here: Cleared 9 1", "high: Raised 9 1"], city.Retire("high-here").Read(4, 9).Said());
    }

    [Fact]
    public void Override_may_come_before_its_twin()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5")
            .Rule("high-here", "waterLevel > 8", $"\"twin\": \"{RuledCity.Station}\", \"replaces\": \"high\"")
            .Register().Read(1, 7).Read(2, 9);
        Assert.Equal(["high-here: Raised 9 1"], city.Said());
    }

    [Fact]
    public void Rule_of_a_zone_is_for_twins_in_it_and_in_zones_inside_it()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5", "\"zone\": \"urn:ngsi-ld:AdministrativeArea:hanoi\"")
            .Register(RuledCity.Station, "waterLevel", "location");
        Assert.Empty(city.Read(0, 6).Said());
        city.City.Log(static writer =>
        {
            writer.Zone(new Zone("urn:ngsi-ld:AdministrativeArea:hanoi", "Hà Nội", 1, null, Square(105m)));
            writer.Zone(new Zone(
                "urn:ngsi-ld:AdministrativeArea:ba-dinh", "Ba Đình", 2, "urn:ngsi-ld:AdministrativeArea:hanoi", Square(105m)));
        });
        city.Read(1, TwinValue.OfPosition(105.5, 20.5), "location").Read(2, 6);
        Assert.Equal("urn:ngsi-ld:AdministrativeArea:ba-dinh", Assert.Single(city.Alerts()).Alert.Zone);
        Assert.Equal(["high: Raised 6 1"], city.Said());
        Assert.Equal(
            ["high: Returned 6 1", "high: Cleared 6 1"], city.Read(3, TwinValue.OfPosition(107.5, 20.5), "location").Read(4, 6).Said());
    }

    [Fact]
    public void Deleted_and_expired_twins_end_their_episodes()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5").Register().Read(0, 6);
        city.City.Log(static writer => writer.Delete(RuledCity.Station));
        Assert.Equal(["high: Raised 6 1", "high: Returned 6 1", "high: Cleared 6 1"], city.Said());

        city.City.Log(static writer => writer.Register(
            TwinDefinition.Bare(RuledCity.Station) with { Channels = [new("waterLevel", null)], ExpiresAfter = TimeSpan.FromMinutes(2) }));
        Assert.Equal(["high: Raised 7 1", "high: Returned 7 1", "high: Cleared 7 1"], city.Read(1, 7).Tick(4).Said());
        Assert.Equal(0, city.City.State.OpenEpisodes);
    }

    [Fact]
    public void What_finds_no_room_raises_nothing_and_is_counted()
    {
        const string Other = "urn:ngsi-ld:WaterLevelObserved:other";
        var city = new RuledCity(new RuleShelf(episodesMax: 1)).Rule("high", "waterLevel > 5").Register().Register(Other);
        city.Read(0, 6).Read(1, 6, id: Other);
        Assert.Equal(["high: Raised 6 1"], city.Said());
        Assert.Equal(1, city.City.State.RuleOverflow);
        Assert.Equal(["high: Returned 4 1", "high: Cleared 4 1", "high: Raised 7 1"], city.Read(2, 4).Read(3, 7, id: Other).Said());
    }

    [Fact]
    public void Definition_that_is_no_rule_is_set_aside()
    {
        var city = new RuledCity().Rule("high", "waterLevel >");
        Assert.Contains("condition (1:13): expected a number", Assert.Single(city.City.Refusals()).Detail, StringComparison.Ordinal);
        Assert.Empty(city.Register().Read(0, 6).Said());
    }

    private static string Square(decimal x) => Ring.Polygon(Ring.Of(x, 20m, x + 1, 21m));
}
