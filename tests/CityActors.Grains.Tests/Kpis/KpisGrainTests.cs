using CityActors.Grains.Kpis;
using CityActors.Grains.Tests.Memory;
using CityActors.Kpis;
using CityActors.Log;
using CityActors.Streams;

namespace CityActors.Grains.Tests.Kpis;

/// <summary>KPIs as callers see them: definitions out of the log, news as they are said.</summary>
public sealed class KpisGrainTests
{
    private const string Speed =
        """
        { "name": {"vi": "Tốc độ trung bình", "en": "Mean speed"}, "by": {"kind": "city"},
          "window": {"kind": "tumbling", "size": "PT1H"}, "staleAfter": "PT5M",
          "channels": [ {"name": "value", "formula": "mean(TrafficFlowObserved.averageVehicleSpeed)"} ],
          "kpi": { "unit": "KMH", "pillar": "quality-of-life", "sector": "traffic", "owner": "Sở Xây dựng", "target": 30,
                   "direction": "atLeast", "bands": {"good": 30, "warning": 20} } }
        """;

    [Fact]
    public async Task A_definition_that_is_in_the_log_is_listed_and_a_retired_one_is_not()
    {
        await using var city = await TestCity.Awake();
        var kpis = city.Grains.GetGrain<IKpisGrain>(0);

        var defined = await city.Define("speed", Speed, "first");
        var page = await kpis.List(All([.. defined]));
        var retired = await city.Define("speed", null, "over");
        var later = await kpis.List(All([.. retired]));

        var listed = page.Kpis[0].Definition;
        Assert.Equal(("speed", "Mean speed", "first"), (listed.Id, listed.NameEn, listed.Why));
        Assert.Null(page.Kpis[0].Value);
        Assert.Empty(later.Kpis);
        Assert.Equal((2, false), (await Definition(kpis) is var last ? (last.Version, last.IsEnabled) : default));
    }

    [Fact]
    public async Task A_projection_that_is_made_anew_takes_from_the_shards_what_the_change_log_says_no_more()
    {
        await using var city = await TestCity.Awake();
        var defined = await city.Define("speed", Speed, "first");
        await city.Grains.GetGrain<IKpisGrain>(0).List(All([.. defined]));
        await city.Stop();
        city.ChangeLog.DropAll();
        city.Kpis = new MemoryKpis(TestCity.Partitions, city.Pulse);
        await city.Start();

        var page = await city.Grains.GetGrain<IKpisGrain>(0).List(All([.. defined]));

        Assert.Equal("speed", page.Kpis.Single().Definition.Id);
    }

    [Fact]
    public async Task News_begin_with_now_wait_for_what_is_said_and_go_on_without_gap_or_repeat()
    {
        await using var city = await TestCity.Awake();
        var kpis = city.Grains.GetGrain<IKpisGrain>(0);
        await Say(city, 500, 1);
        var start = await kpis.News(null, 10);
        Assert.Empty(start.Values);

        var waiting = kpis.News(start.Token, 10);
        await Say(city, 501, 2);
        city.Services.Ring();
        var first = await waiting;
        await Say(city, 502, 3, 4);
        var second = await kpis.News(first.Token, 1);
        var third = await kpis.News(second.Token, 10);

        Assert.Equal([2.0], Numbers(first));
        Assert.Equal([3.0], Numbers(second));
        Assert.Equal([4.0], Numbers(third));
    }

    [Fact]
    public async Task A_token_of_another_log_is_refused()
    {
        await using var city = await TestCity.Awake();

        await Assert.ThrowsAsync<ArgumentException>(
            () => city.Grains.GetGrain<IKpisGrain>(0).News(new ChangeToken(9, [0, 0, 0, 0]), 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_page_out_of_its_bounds_is_refused(int most)
    {
        await using var city = await TestCity.Awake();
        var kpis = city.Grains.GetGrain<IKpisGrain>(0);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kpis.List(All() with { Most = most }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kpis.Values("speed", null, most));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kpis.News(null, most));
    }

    private static KpiQuery All(params LogPosition[] atLeast) => new(null, null, null, null, null, false, null, 100, [.. atLeast]);

    private static async Task<KpiDefinition> Definition(IKpisGrain kpis) => (await kpis.Read("speed", null, []))!.Definition;

    private static IEnumerable<double> Numbers(KpiNews news) => news.Values.Select(static value => value.Value!.Value);

    private static Task Say(TestCity city, long sequence, params double[] values) => city.Kpis.Apply(
        2,
        [.. values.Select((value, index) => new KpiEntry(sequence, index, null, null, Value(value)))],
        sequence);

    private static KpiValue Value(double value) => new(
        "speed", KpiValue.City, "urn:ngsi-ld:KeyPerformanceIndicator:speed:city", value, "", DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddHours(1), 1, true, 1, 1, 0, 0, 1, KpiBand.Grey, null, DateTimeOffset.UnixEpoch,
        new LogPosition(1, 2, 0));
}
