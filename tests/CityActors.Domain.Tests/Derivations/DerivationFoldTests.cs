using CityActors.Domain.Log;
using CityActors.Domain.Tests.Map;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>Who contributes, when windows close, and when they are grey.</summary>
public sealed class DerivationFoldTests
{
    private const string Road = "urn:ngsi-ld:RoadSegment:1";
    private const long Start = PartitionedCity.Start;

    [Fact]
    public void Too_small_a_share_is_grey_but_still_says_the_share()
    {
        var city = Roads(loops: 3, minShare: 0.5);
        city.Read(Loop(0), Start + 30_000, "flow", 10);
        city.Read(Loop(0), Start + 90_000, "flow", 10);
        city.Settle();
        Assert.DoesNotContain(city.Derived, static one => one.Final);
        city.Settle(130_000);

        var window = city.Closed(Road)[Start + 60_000];
        Assert.Equal((3, 1), (window.Members, window.Contributing));
        Assert.Equal(ValueKind.None, window.Values[0].Value.Kind);
        Assert.Equal(1.0 / 3, window.Values[1].Value.Number, 12);
        Assert.Equal(ValueKind.None, city.Twin(Road)!.Channel("flow")!.Value.Kind);
        Assert.Equal(0, city.Twin(Road)!.Channel("share")!.Value.Number);
    }

    [Fact]
    public void A_window_waits_for_every_live_twin_but_not_for_one_that_is_silent_for_too_long()
    {
        var city = Roads(loops: 2, minShare: 0);
        city.Read(Loop(0), Start + 1_000, "flow", 10);
        city.Read(Loop(1), Start + 1_000, "flow", 5);
        city.Settle(1_000);
        city.Read(Loop(0), Start + 60_000, "flow", 10);
        city.Settle(60_000);
        Assert.DoesNotContain(city.Derived, static one => one.Final);

        city.Read(Loop(0), Start + 120_000, "flow", 10);
        city.Settle(100_000);

        var window = city.Closed(Road)[Start + 60_000];
        Assert.Equal((25.0, 2, 2, 1), (window.Values[0].Value.Number, window.Members, window.Contributing, window.Stale));
        Assert.Equal((10.0, 1), (city.Last(Road).Values[0].Value.Number, city.Last(Road).Contributing));
    }

    [Fact]
    public void A_time_in_which_the_city_was_down_makes_nobody_silent()
    {
        var city = Roads(loops: 2, minShare: 0);
        city.Read(Loop(0), Start + 1_000, "flow", 10);
        city.Read(Loop(1), Start + 1_000, "flow", 5);
        city.Settle(1_000);
        city.LogAll(writer => writer.Gap(city.NowMs, city.NowMs + 3_600_000));
        city.NowMs += 3_600_000;
        city.Read(Loop(0), Start + 70_000, "flow", 10);
        city.Settle(60_000);
        Assert.DoesNotContain(city.Derived, static one => one.Final);
        city.Read(Loop(1), Start + 70_000, "flow", 10);
        city.Settle(10_000);
        Assert.Equal(15, city.Closed(Road)[Start + 60_000].Values[0].Value.Number);
    }

    [Fact]
    public void A_late_reading_is_counted_and_changes_no_value()
    {
        var city = Roads(loops: 1, minShare: 0);
        city.Read(Loop(0), Start + 50_000, "flow", 10);
        city.Read(Loop(0), Start + 20_000, "flow", 99);
        city.Read(Loop(0), Start + 60_001, "flow", 10);
        city.Settle();
        var window = city.Closed(Road)[Start + 60_000];
        Assert.Equal((10.0, 1), (window.Values[0].Value.Number, window.Late));
    }

    [Fact]
    public void A_reading_that_turns_out_invalid_is_taken_back()
    {
        var city = Roads(loops: 1, minShare: 0);
        city.Read(Loop(0), Start + 60_000, "flow", 10);
        city.Settle();
        Assert.Equal(10, city.Last(Road).Values[0].Value.Number);
        city.Read(Loop(0), Start + 60_000, "flow", 11, Quality.Invalid);
        city.Settle();
        Assert.Equal((2, 0), (city.Last(Road).Revision, city.Last(Road).Contributing));
        Assert.Equal(ValueKind.None, city.Last(Road).Values[0].Value.Kind);
    }

    [Fact]
    public void Silence_of_all_is_said_grey_a_few_times_and_then_no_more()
    {
        var city = Roads(loops: 2, minShare: 0);
        city.Read(Loop(0), Start + 30_000, "flow", 10);
        city.Read(Loop(1), Start + 30_000, "flow", 10);
        for (var minute = 0; minute < 20; minute++)
        {
            city.Settle();
        }

        var closed = city.Closed(Road);
        Assert.Equal(20, closed[Start + 60_000].Values[0].Value.Number);
        Assert.InRange(closed.Count, 2, 3);
        Assert.Equal((ValueKind.None, 0, 2), (city.Last(Road).Values[0].Value.Kind, city.Last(Road).Contributing, city.Last(Road).Stale));
    }

    [Fact]
    public void Twins_that_come_leave_or_turn_elsewhere_are_followed()
    {
        var city = Roads(loops: 1, minShare: 0);
        city.Register(Loop(7), new TwinRelation("", "refRoadSegment", Road), "flow");
        city.Read(Loop(0), Start + 60_000, "flow", 1);
        city.Read(Loop(7), Start + 60_000, "flow", 2);
        city.Settle();
        Assert.Equal((3.0, 2), (city.Last(Road).Values[0].Value.Number, city.Last(Road).Members));

        city.Log(Loop(7), writer => writer.Describe(
            Loop(7), System.Collections.Immutable.ImmutableSortedDictionary<string, string?>.Empty,
            [new TwinRelation("", "refRoadSegment", "urn:ngsi-ld:RoadSegment:2")], [new TwinRelation("", "refRoadSegment", Road)]));
        city.Read(Loop(0), Start + 120_000, "flow", 4);
        city.Read(Loop(7), Start + 120_000, "flow", 8);
        city.Settle();
        Assert.Equal((4.0, 1), (city.Last(Road).Values[0].Value.Number, city.Last(Road).Members));
        Assert.Equal(8, city.Last("urn:ngsi-ld:RoadSegment:2").Values[0].Value.Number);

        city.Log(Loop(0), static writer => writer.Delete(Loop(0)));
        city.Settle();
        Assert.Equal(0, city.State(Road).Derived(Road, 1).Max(static one => one.Revision) - city.Last(Road).Revision);
    }

    [Fact]
    public void A_definition_that_changes_only_in_its_texts_goes_on_and_another_begins_anew()
    {
        var city = Roads(loops: 1, minShare: 0);
        city.Read(Loop(0), Start + 10_000, "flow", 1);
        city.Define("roads", Json(0).Replace("Đường", "Đoạn đường", StringComparison.Ordinal));
        city.Read(Loop(0), Start + 60_000, "flow", 2);
        city.Settle();
        Assert.Equal((3.0, 2), (city.Last(Road).Values[0].Value.Number, city.Last(Road).Version));

        city.Define("roads", Json(0).Replace("sum(", "max(", StringComparison.Ordinal));
        city.Read(Loop(0), Start + 120_000, "flow", 5);
        city.Settle();
        Assert.Equal((5.0, 3), (city.Last(Road).Values[0].Value.Number, city.Last(Road).Version));

        city.Define("roads", null);
        var told = city.Derived.Count;
        city.Read(Loop(0), Start + 180_000, "flow", 5);
        city.Settle();
        Assert.Equal(told, city.Derived.Count);
    }

    [Fact]
    public void Zones_of_the_levels_asked_for_and_the_city_roll_up_and_a_kpi_has_a_twin_of_its_own()
    {
        var city = new PartitionedCity(3);
        Zone(city, "city", 0, null, 0.02m);
        Zone(city, "ward", 1, "city", 0.01m);
        city.Define("lights", """
            { "name": { "vi": "Đèn sáng" }, "by": { "kind": "zone", "levels": [0, 1] }, "window": { "kind": "tumbling", "size": "PT1M" },
              "staleAfter": "PT5M",
              "channels": [ { "name": "value", "unit": "P1",
                "formula": "count(Streetlight.powerState where powerState = 'on') / count(Streetlight.powerState) * 100" } ],
              "kpi": { "unit": "P1", "pillar": "resources", "sector": "lighting", "owner": "Chiếu sáng" } }
            """);
        foreach (var (light, offset, state) in new[] { (0, 0.005, "on"), (1, 0.006, "off"), (2, 0.015, "on") })
        {
            var id = $"urn:ngsi-ld:Streetlight:{light}";
            city.Log(id, writer => writer.Register(TwinDefinition.Bare(id) with
            {
                Channels = [new ChannelDefinition("powerState", null)],
                Attributes = TwinDefinition.Bare(id).Attributes.Add("location", Ring.Point(105.8 + offset, 21.0 + offset)),
            }));
            city.Read(id, Start + 60_000, ("powerState", TwinValue.OfCode(state)));
        }

        city.Settle();
        const string Ward = "urn:ngsi-ld:KeyPerformanceIndicator:lights:ward";
        Assert.Equal(50, city.Last(Ward).Values[0].Value.Number);
        Assert.Equal("urn:ngsi-ld:AdministrativeArea:ward", city.Last(Ward).Zone);
        Assert.Equal(200.0 / 3, city.Last("urn:ngsi-ld:KeyPerformanceIndicator:lights:city").Values[0].Value.Number, 9);
        Assert.Equal("\"Đèn sáng\"", System.Text.RegularExpressions.Regex.Unescape(city.Twin(Ward)!.Attributes["name"]));
        Assert.Equal(50, city.Twin(Ward)!.Channel("value")!.Value.Number);
    }

    [Fact]
    public void Derived_values_are_derived_from_again_and_formulas_look_back()
    {
        var city = Roads(loops: 1, minShare: 0);
        city.Define("trend", """
            { "name": { "vi": "Xu hướng" }, "by": { "kind": "self" },
              "window": { "kind": "tumbling", "size": "PT1M" }, "staleAfter": "PT9M",
              "channels": [ { "name": "trend", "formula": "sum(RoadSegment.flow) - previous(sum(RoadSegment.flow), 1)" } ] }
            """);
        foreach (var (minute, flow) in new[] { (1, 10.0), (2, 25.0), (3, 5.0) })
        {
            city.Read(Loop(0), Start + (minute * 60_000), "flow", flow);
            city.Settle();
            city.Settle();
        }

        Assert.Equal(-20, city.Twin(Road)!.Channel("trend")!.Value.Number);
        Assert.Equal(Start + 180_000, city.Twin(Road)!.Channel("trend")!.ObservedAt.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Weights_that_come_many_readings_ahead_of_their_values_still_weigh_them()
    {
        var city = new PartitionedCity(3);
        city.Define("roads", Json(0).Replace("sum(Loop.flow)", "mean(Loop.speed, Loop.flow)", StringComparison.Ordinal));
        city.NowMs += 600_000;
        city.Register(Loop(0), new TwinRelation("", "refRoadSegment", Road), "flow", "speed");
        city.Register(Loop(1), new TwinRelation("", "refRoadSegment", Road), "flow", "speed");
        foreach (var channel in new[] { "flow", "speed" })
        {
            for (var minute = 1; minute <= 8; minute++)
            {
                city.Read(Loop(0), Start + (minute * 60_000), channel, channel == "flow" ? minute : 10);
                city.Read(Loop(1), Start + (minute * 60_000), channel, channel == "flow" ? 1 : 50);
            }
        }

        city.Settle();
        for (var minute = 1; minute <= 8; minute++)
        {
            var window = city.Closed(Road)[Start + (minute * 60_000)];
            Assert.Equal(((minute * 10.0) + 50) / (minute + 1), window.Values[0].Value.Number, 9);
        }
    }

    private static PartitionedCity Roads(int loops, double minShare)
    {
        var city = new PartitionedCity(3);
        city.Define("roads", Json(minShare));
        for (var loop = 0; loop < loops; loop++)
        {
            city.Register(Loop(loop), new TwinRelation("", "refRoadSegment", Road), "flow");
        }

        city.Settle(1_000);
        return city;
    }

    private static string Json(double minShare) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
        { "name": { "vi": "Đường" }, "by": { "kind": "relation", "name": "refRoadSegment" },
          "window": { "kind": "tumbling", "size": "PT1M" }, "staleAfter": "PT2M", "revisable": "PT1H", "minShare": {{minShare}},
          "channels": [ { "name": "flow", "unit": "veh/h", "formula": "sum(Loop.flow)" }, { "name": "share", "formula": "share" } ] }
        """);

    private static void Zone(PartitionedCity city, string name, int level, string? parent, decimal size) => city.LogAll(writer =>
        writer.Zone(new Zone(
            $"urn:ngsi-ld:AdministrativeArea:{name}", name, level, parent is null ? null : $"urn:ngsi-ld:AdministrativeArea:{parent}",
            Ring.Polygon(Ring.Of(105.8m, 21.0m, 105.8m + size, 21.0m + size)))));

    private static string Loop(int number) => $"urn:ngsi-ld:Loop:{number}";
}
