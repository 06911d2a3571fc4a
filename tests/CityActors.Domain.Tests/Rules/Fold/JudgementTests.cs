using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Rules.Fold;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>What conditions can ask.</summary>
public sealed class JudgementTests
{
    [Fact]
    public void Silence_is_found_by_ticks_on_arrival_and_ends_with_a_reading()
    {
        var city = new RuledCity().Rule("stale", "age(waterLevel) > 15 min").Register().Read(0, 6);
        Assert.Empty(city.Tick(15).Said());
        Assert.Equal(["stale: Raised 6 1"], city.Tick(15.05).Tick(16).Tick(17).Said());
        Assert.Equal(["stale: Returned 7 1", "stale: Cleared 7 1"], city.Read(18, 7).Said());
    }

    [Fact]
    public void Twin_that_never_reported_is_silent_since_it_was_registered()
    {
        var city = new RuledCity().Rule("stale", "age(waterLevel) > 15 min").Register();
        Assert.Equal(["stale: Raised  1"], city.Tick(15).Tick(15.1).Said());
    }

    [Fact]
    public void Gap_restarts_silence_instead_of_a_storm_but_ends_no_alert()
    {
        const string Other = "urn:ngsi-ld:WaterLevelObserved:other";
        var city = new RuledCity().Rule("stale", "age(waterLevel) > 15 min").Register().Register(Other);
        city.Read(0, 6).Read(10, 8, id: Other);
        Assert.Equal(["stale: Raised 6 1"], city.Tick(16).Said());
        Assert.Empty(city.Gap(17, 90).Tick(91).Tick(104).Said());
        Assert.Equal(["stale: Raised 8 1"], city.Tick(106).Said());
    }

    [Fact]
    public void Silence_is_searched_in_slices_and_reaches_everyone()
    {
        var city = new RuledCity().Rule("stale", "age(waterLevel) > 15 min");
        var count = SilenceSearch.TwinsMax + 10;
        city.City.Log(writer =>
        {
            for (var twin = 0; twin < count; twin++)
            {
                var id = $"urn:ngsi-ld:WaterLevelObserved:{twin}";
                writer.Register(TwinDefinition.Bare(id) with { Channels = [new("waterLevel", null)] });
            }
        });
        city.Tick(20);
        Assert.Equal(SilenceSearch.TwinsMax, city.City.State.OpenEpisodes);
        city.Tick(20.1);
        Assert.Equal(count, city.City.State.OpenEpisodes);
    }

    [Fact]
    public void Rate_is_from_the_reading_before_to_this_one()
    {
        var city = new RuledCity().Rule("rise", "rate(waterLevel, 1 h) > 0.5").Register();
        city.Read(0, 6).Read(10, 6.05).Read(20, 6.2).Read(30, 6.21);
        Assert.Equal(["rise: Raised 6.2 1", "rise: Returned 6.21 1", "rise: Cleared 6.21 1"], city.Said());
    }

    [Fact]
    public void Value_that_cannot_be_is_marked_invalid_and_judged_by_nothing()
    {
        var city = new RuledCity().Rule("range", "outside(waterLevel, -2, 20)", "\"effect\": \"invalid\"")
            .Rule("high", "waterLevel > 5").Rule("jump", "rate(waterLevel, 1 min) > 5").Register();
        city.Read(0, 4).Read(1, 999).Read(2, 4);
        Assert.Empty(city.Alerts());
        Assert.Equal([Quality.Good, Quality.Invalid, Quality.Good], Qualities(city));
        city.City.Listen();
        Assert.Equal(["high: Raised 6 1"], city.Read(3, 6).Read(4, 999).Said());
        Assert.Equal(["high: Returned 4 1", "high: Cleared 4 1"], city.Read(5, 4).Said());
    }

    [Fact]
    public void Spike_may_be_a_rate_that_cannot_be()
    {
        var city = new RuledCity().Rule("spike", "abs(rate(waterLevel, 1 min)) > 5", "\"effect\": \"invalid\"").Register();
        city.Read(0, 4).Read(1, 12).Read(2, 4);
        Assert.Equal([Quality.Good, Quality.Invalid, Quality.Good], Qualities(city));
    }

    [Fact]
    public void Several_channels_of_a_twin_are_judged_whichever_of_them_reports()
    {
        var city = new RuledCity().Rule("power", "volt * ampere > 1000 and state = 'on'", channel: "volt")
            .Register(RuledCity.Station, "volt", "ampere", "state");
        city.Read(0, 230, "volt").Read(1, 3, "ampere").Read(2, TwinValue.OfCode("on"), "state").Read(3, 5, "ampere");
        Assert.Equal(["power: Raised 230 1"], city.Said());
        Assert.Equal(["power: Returned 230 1", "power: Cleared 230 1"], city.Read(4, TwinValue.OfText("off"), "state").Said());
    }

    [Fact]
    public void Attributes_and_tables_by_type_and_attribute_are_asked()
    {
        var city = new RuledCity()
            .Table("by-type", Limits("type", "WaterLevelObserved")).Table("by-class", Limits("class", "Cấp đặc biệt"))
            .Rule("type", "waterLevel > limit('by-type', 'limit')").Rule("class", "waterLevel > limit('by-class', 'limit')")
            .Rule("unknown", "waterLevel > limit('no-table', 'limit') or waterLevel > limit('by-type', 'no-column')")
            .Rule("text", "@class = 'Cấp đặc biệt' and waterLevel > 3").Rule("number", "waterLevel > @crest + 2").Register();
        city.City.Log(static writer => writer.Describe(
            RuledCity.Station,
            ImmutableSortedDictionary.CreateRange<string, string?>(
                [new("class", "\"C\\u1ea5p \\u0111\\u1eb7c bi\\u1ec7t\""), new("crest", "3.5"), new("name", "\"Trạm\"")]), [], []));
        Assert.Equal(["type: Raised 6 1", "class: Raised 6 1", "text: Raised 6 1", "number: Raised 6 1"], city.Read(0, 6).Said());
    }

    [Fact]
    public void Hour_and_weekday_are_those_of_the_city()
    {
        // The start is Monday 2025-11-24 16:00 UTC, 23:00 in the city.
        var city = new RuledCity().Rule("night", "waterLevel > 5 and hour() >= 23 and weekday() = 1")
            .Rule("tuesday", "weekday() = 2 and hour() < 0.5").Register();
        Assert.Equal(["night: Raised 6 1"], city.Read(0, 6).Read(59, 6).Said());
        Assert.Equal(["night: Returned 6 1", "night: Cleared 6 1", "tuesday: Raised 6 1"], city.Read(61, 6).Said());
    }

    [Fact]
    public void Deviation_is_from_what_was_usual_of_the_channel()
    {
        var city = new RuledCity().Rule("odd", "abs(deviation(waterLevel)) > 6").Register();
        var random = new Random(7);
        for (var minute = 0; minute < 200; minute++)
        {
            city.Read(minute, 5 + random.NextDouble());
        }

        Assert.Empty(city.Said());
        Assert.Equal(["odd: Raised 12 1", "odd: Returned 5.5 1", "odd: Cleared 5.5 1"], city.Read(300, 12).Read(301, 5.5).Said());
        Assert.Equal(1, city.City.State.Rules.Baselines.Rows.Count);
        city.Retire("odd");
        Assert.Equal(0, city.City.State.Rules.Baselines.Rows.Count);
    }

    [Fact]
    public void Deviation_by_hour_of_week_knows_what_is_usual_at_this_hour()
    {
        var city = new RuledCity().Rule("odd", "abs(deviation(waterLevel, hourOfWeek)) > 10").Register();
        var random = new Random(7);
        for (var hour = 0; hour < 10 * HourBaselines.Hours; hour++)
        {
            city.Read(hour * 60, (hour % 24) + random.NextDouble());
        }

        Assert.Empty(city.Said());
        const int Next = 10 * HourBaselines.Hours;
        Assert.Equal(["odd: Raised 20 1"], city.Read(Next * 60, 20).Said());
        Assert.Equal(["odd: Returned 20.5 1", "odd: Cleared 20.5 1"], city.Read((Next + 20) * 60, 20.5).Said());
    }

    [Fact]
    public void Late_readings_are_judged_by_nothing()
    {
        var city = new RuledCity().Rule("high", "waterLevel > 5").Register().Read(10, 4).Read(9, 99);
        Assert.Empty(city.Said());
    }

    private static string Limits(string key, string value) => $$"""
        { "name": {"vi": "Ngưỡng"}, "key": "{{key}}", "columns": ["limit"],
          "rows": [ { "key": "{{value}}", "values": [5], "validFrom": "2020-03-20", "source": "QCVN" } ] }
        """;

    private static List<Quality> Qualities(RuledCity city)
    {
        var qualities = new List<Quality>();
        for (var reader = new ChangeReader(city.City.Said); reader.Next();)
        {
            if (reader.Kind == ChangeKind.Reading)
            {
                qualities.Add(reader.Quality);
            }
        }

        return qualities;
    }
}
