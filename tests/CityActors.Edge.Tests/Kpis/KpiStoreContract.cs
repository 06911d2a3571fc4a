using System.Collections.Immutable;
using CityActors.Grains.Kpis;
using CityActors.Kpis;
using CityActors.Log;
using CityActors.Streams;
using static CityActors.Edge.Tests.Kpis.KpiSample;

namespace CityActors.Edge.Tests.Kpis;

/// <summary>What every <see cref="IKpiStore"/> keeps to.</summary>
public abstract class KpiStoreContract
{
    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract IKpiStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected abstract Task<IKpiStore> Reopen();

    [Fact]
    public async Task Watermark_moves_with_the_entries_and_survives()
    {
        Assert.Equal(-1, await Store.Watermark(2));
        await Store.Apply(2, [Defined(10, Kpi("speed"))], 12);
        await Store.Apply(3, [], 7);

        var reopened = await Reopen();

        Assert.Equal((12, 7, -1), (await reopened.Watermark(2), await reopened.Watermark(3), await reopened.Watermark(4)));
        Assert.Equal(["speed"], Ids(await reopened.List(All())));
        Assert.Equal([0, 0, ChangeMark.After(12), ChangeMark.After(7)], await reopened.Marks(4));
    }

    [Fact]
    public async Task Apply_at_or_below_the_watermark_changes_nothing()
    {
        await Store.Apply(0, [Defined(1, Kpi("speed")), Said(2, Value("speed", 40))], 12);

        await Store.Apply(0, [Said(11, Value("speed", 10))], 12);
        await Store.Apply(0, [Said(12, Value("speed", 10)), Said(13, Value("speed", 45, hour: 2))], 13);

        Assert.Equal([45.0, 40.0], Numbers(await Store.Windows(Of("speed"))));
    }

    [Fact]
    public async Task List_restricts_by_pillar_sector_text_and_band_and_counts_all()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed") with { NameVi = "Tốc độ trung bình", Pillar = "quality-of-life", Sector = "traffic" }),
            Defined(2, Kpi("pm25") with { NameVi = "Bụi mịn", NameEn = "Fine dust", Sector = "environment" }),
            Defined(3, Kpi("power") with { Sector = "energy" }), Defined(4, Kpi("off") with { IsEnabled = false }),
            Said(5, Value("speed", 50)), Said(6, Value("pm25", 30)), Said(7, Value("power", null))], 7);

        Assert.Equal(["pm25", "power", "speed"], Ids(await Store.List(All())));
        Assert.Equal(["off", "pm25", "power", "speed"], Ids(await Store.List(All() with { WithDisabled = true })));
        Assert.Equal(["speed"], Ids(await Store.List(All() with { Pillar = "quality-of-life" })));
        Assert.Equal(["pm25"], Ids(await Store.List(All() with { Sector = "environment" })));
        Assert.Equal(["speed"], Ids(await Store.List(All() with { Text = "toc do" })));
        Assert.Equal(["pm25"], Ids(await Store.List(All() with { Text = "dust" })));
        Assert.Equal(["speed"], Ids(await Store.List(All() with { Band = KpiBand.Good })));
        Assert.Equal(["pm25"], Ids(await Store.List(All() with { Band = KpiBand.Warning })));
        Assert.Equal(["power"], Ids(await Store.List(All() with { Band = KpiBand.Grey })));
        Assert.Equal(1, (await Store.List(All() with { Band = KpiBand.Grey })).Total);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(KpiBand.Good)]
    public async Task List_gives_every_KPI_once_over_pages(KpiBand? band)
    {
        var ids = Enumerable.Range(0, 25).Select(static each => $"k{each:D2}").ToList();
        await Store.Apply(0, [.. ids.SelectMany((id, at) => new[] { Defined(at, Kpi(id)), Said(at, Value(id, 50)) })], 25);
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Store.List(All() with { Band = band, After = after, Most = 7 });
            Assert.Equal(25, page.Total);
            Assert.All(page.Kpis, static kpi => Assert.Equal(50, kpi.Value!.Value));
            found.AddRange(Ids(page));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(ids, found);
    }

    [Fact]
    public async Task A_retired_KPI_keeps_its_name_and_values()
    {
        await Store.Apply(0, [Defined(1, Kpi("speed")), Said(2, Value("speed", 40))], 2);

        await Store.Apply(1, [Retired(5, "speed", 2), Retired(6, "never-one", 3)], 6);

        var kpi = await Store.Read("speed", null);
        Assert.Equal((2, false, 40.0), (kpi!.Definition.Version, kpi.Definition.IsEnabled, kpi.Value!.Value));
        Assert.Empty(Ids(await Store.List(All())));
        Assert.Null(await Store.Read("never-one", null));
    }

    [Fact]
    public async Task The_newest_closed_window_stands_and_an_open_one_only_until_the_first_is_closed()
    {
        await Store.Apply(0, [Defined(1, Kpi("speed")), Said(2, Value("speed", 12) with { IsFinal = false })], 2);
        Assert.Equal(12, (await Store.Read("speed", null))!.Value!.Value);

        await Store.Apply(0, [Said(3, Value("speed", 40)), Said(4, Value("speed", 5, hour: 2) with { IsFinal = false })], 4);

        Assert.Equal(40, (await Store.Read("speed", null))!.Value!.Value);
        Assert.Equal([5.0, 40.0], Numbers(await Store.Windows(Of("speed"))));
    }

    [Fact]
    public async Task The_newest_window_stands_whatever_comes_of_older_ones()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed")), Said(2, Value("speed", 40)), Said(3, Value("speed", 45, hour: 2)),
            Said(4, Value("speed", 41) with { Revision = 2 })], 4);

        Assert.Equal(45, (await Store.Read("speed", null))!.Value!.Value);
        Assert.Equal([45.0, 41.0], Numbers(await Store.Windows(Of("speed"))));
        Assert.Equal([45.0, 41.0, 40.0], Numbers(await Store.Windows(Of("speed") with { WithRevisions = true })));
    }

    [Fact]
    public async Task A_window_that_lost_its_sources_turns_grey()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed")), Said(2, Value("speed", 40)), Said(3, Value("speed", null, hour: 2) with { Contributing = 0 })], 3);

        var value = (await Store.Read("speed", null))!.Value!;

        Assert.Equal((null, KpiBand.Grey, 0.0), (value.Value, value.Band, value.Share));
    }

    [Fact]
    public async Task A_value_is_judged_by_the_version_it_was_made_by()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed")), Said(2, Value("speed", 35)),
            Defined(3, Kpi("speed") with { Version = 2, Good = 30, Target = 32, Unit = "KNT" }),
            Said(4, Value("speed", 35, hour: 2) with { DefinitionVersion = 2 })], 4);

        var windows = (await Store.Windows(Of("speed"))).Values;

        Assert.Equal([KpiBand.Good, KpiBand.Warning], windows.Select(static each => each.Band));
        Assert.Equal([32.0, 45.0], windows.Select(static each => each.Target!.Value));
        Assert.Equal(["KNT", "KMH"], windows.Select(static each => each.Unit));
    }

    [Fact]
    public async Task A_value_that_came_before_its_definition_is_judged_once_that_is_there()
    {
        await Store.Apply(1, [Said(4, Value("speed", 50))], 4);
        Assert.Equal(KpiBand.Unbanded, (await Store.Windows(Of("speed"))).Values[0].Band);

        await Store.Apply(0, [Defined(1, Kpi("speed"))], 1);

        Assert.Equal(KpiBand.Good, (await Store.Windows(Of("speed"))).Values[0].Band);
    }

    [Fact]
    public async Task Values_over_zones_come_in_the_order_of_their_URNs_over_pages()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed") with { ZoneLevels = [0, 1] }), Said(2, Value("speed", 1, zone: Zone(2))),
            Said(3, Value("speed", 2, zone: Zone(1))), Said(4, Value("speed", 3, zone: Zone(3)) with { Members = 99 })], 4);

        var first = await Store.Values("speed", null, 2);
        var second = await Store.Values("speed", first.Next, 2);

        Assert.Equal([2.0, 1.0, 3.0], Numbers(first).Concat(Numbers(second)));
        Assert.Null(second.Next);
        var kpi = await Store.Read("speed", null);
        Assert.Equal((3, Zone(3)), (kpi!.Zones, kpi.Value!.Zone)); // the zone with the most sources is the widest
        Assert.Equal(1, (await Store.Read("speed", Zone(2)))!.Value!.Value);
    }

    [Fact]
    public async Task Of_a_KPI_of_wards_alone_no_ward_stands_for_the_city()
    {
        await Store.Apply(0, [
            Defined(1, Kpi("speed") with { ZoneLevels = [1] }), Said(2, Value("speed", 1, zone: Zone(2)))], 2);

        Assert.Null((await Store.Read("speed", null))!.Value);
    }

    [Fact]
    public async Task Windows_page_backwards_within_a_span()
    {
        await Store.Apply(0, [
            Defined(0, Kpi("speed")),
            .. Enumerable.Range(0, 30).Select(static hour => Said(hour + 1, Value("speed", hour, hour: hour))),
            .. Enumerable.Range(0, 30).Select(static hour =>
                Said(hour + 40, Value("speed", hour + 100, hour: hour) with { Revision = 2 }))],
            100);
        var query = Of("speed") with { From = Hour(5), To = Hour(25), Most = 6 };
        var found = new List<double>();
        do
        {
            var page = await Store.Windows(query);
            found.AddRange(Numbers(page));
            query = query with { Before = page.Next };
        }
        while (query.Before is not null);

        Assert.Equal(Enumerable.Range(5, 20).Select(static hour => hour + 100.0).Reverse(), found);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Windows(query with { Before = "nonsense" }));
    }

    [Fact]
    public async Task News_come_after_the_marks_in_the_order_of_each_partition()
    {
        await Store.Apply(0, [Defined(1, Kpi("speed")), Said(2, Value("speed", 1)), Said(3, Value("speed", 2, hour: 2))], 3);
        var there = Value("speed", 3, zone: Zone(1)) with { Position = new LogPosition(1, 1, 7) };
        await Store.Apply(1, [Said(7, there, 1), Said(7, there with { Value = 4, Zone = Zone(2) }, 2)], 9);

        var all = await Store.News([0, 0], 10);
        var rest = await Store.News([all[0].Mark, ChangeMark.Of(7, 1)], 10);

        Assert.Equal([1.0, 2, 3, 4], all.Select(static item => item.Value.Value!.Value));
        Assert.Equal([2.0, 4], rest.Select(static item => item.Value.Value!.Value));
        Assert.Equal([1.0, 2, 3], (await Store.News([0, 0], 3)).Select(static item => item.Value.Value!.Value));
        Assert.Empty(await Store.News(await Store.Marks(2), 10));
    }

    private static IEnumerable<string> Ids(KpiPage page) => page.Kpis.Select(static kpi => kpi.Definition.Id);

    private static IEnumerable<double> Numbers(KpiValuePage page) => page.Values.Select(static each => each.Value!.Value);
}
