using CityActors.Cases;
using CityActors.Domain.Changes;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>A river rises through three alarm levels and falls again.</summary>
public sealed class RiverTests
{
    private const string Levels = """
        { "name": {"vi": "Mực báo động lũ"}, "key": "id", "columns": ["bd1","bd2","bd3"], "unit": "MTR",
          "rows": [ { "key": "urn:ngsi-ld:WaterLevelObserved:long-bien", "values": [9.5, 10.5, 11.5], "validFrom": "2020-03-20",
                      "source": "QĐ 05/2020/QĐ-TTg" } ] }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void One_episode_a_level_however_noisy_the_water(int seed)
    {
        var random = new Random(seed);
        var river = River();
        for (var minute = 0; minute < 600; minute++)
        {
            var level = 9 + (3 * Math.Sin(Math.PI * minute / 600));
            river.Read(minute, level + ((random.NextDouble() - 0.5) * 0.08));
        }

        var alerts = river.Alerts();
        foreach (var level in (string[])["bd1", "bd2", "bd3"])
        {
            var own = alerts.Where(one => one.Alert.Rule == level).ToList();
            Assert.Equal(
                [ChangeKind.AlertRaised, ChangeKind.AlertReturned, ChangeKind.AlertCleared], own.Select(static one => one.Kind));
            Assert.Single(own.Select(static one => one.Alert.Episode).Distinct());
            Assert.Equal(own[0].At, own[0].Alert.Episode);
            Assert.All(own, static one => Assert.Equal((1, Severity.High), (one.Alert.Count, one.Alert.Severity)));
        }

        Assert.Equal(["bd1", "bd2", "bd3", "bd3", "bd3", "bd2", "bd2", "bd1", "bd1"], alerts.Select(static one => one.Alert.Rule));
        Assert.Equal(0, river.City.State.OpenEpisodes);
    }

    [Fact]
    public void Alert_carries_what_a_case_begins_with()
    {
        var river = River().Read(0, 9.6).Read(5, 9.7);
        var (kind, alert, at) = Assert.Single(river.Alerts());
        Assert.Equal(ChangeKind.AlertRaised, kind);
        Assert.Equal(
            new AlertPicture(
                at, "bd1", 1, "flood", Severity.High, RuledCity.Station, "waterLevel", null, "9.7", null, RuledCity.Ms(5), 1),
            alert);
    }

    [Fact]
    public void Levels_before_the_decision_was_in_force_raise_nothing()
    {
        var river = River();
        river.City.Actor = "replay";
        river.Read(-6 * 365 * 24 * 60, 12).Read((-6 * 365 * 24 * 60) + 10, 12);
        Assert.Empty(river.Alerts());
    }

    [Fact]
    public void Station_without_levels_raises_nothing()
    {
        var river = River().Register("urn:ngsi-ld:WaterLevelObserved:other");
        river.Read(0, 99, id: "urn:ngsi-ld:WaterLevelObserved:other").Read(9, 99, id: "urn:ngsi-ld:WaterLevelObserved:other");
        Assert.Empty(river.Alerts());
    }

    [Fact]
    public void New_levels_hold_from_the_next_reading_on()
    {
        var river = River().Read(0, 9.4).Read(6, 9.4).Table("flood-level", Levels.Replace("9.5", "9.3", StringComparison.Ordinal));
        Assert.Empty(river.Said());
        Assert.Equal(["bd1: Raised 9.4 1"], river.Read(7, 9.4).Read(12, 9.4).Said());
    }

    private static RuledCity River()
    {
        var river = new RuledCity().Table("flood-level", Levels);
        foreach (var level in (string[])["bd1", "bd2", "bd3"])
        {
            river.Rule(
                level,
                $"waterLevel >= limit('flood-level', '{level}') for 5 min until waterLevel < limit('flood-level', '{level}') - 0.1",
                "\"clearAfter\": \"PT5M\"");
        }

        return river.Register();
    }
}
