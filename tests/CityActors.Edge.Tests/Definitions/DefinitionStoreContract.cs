using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions;
using CityActors.Log;

namespace CityActors.Edge.Tests.Definitions;

/// <summary>What every <see cref="IDefinitionStore"/> keeps to.</summary>
public abstract class DefinitionStoreContract
{
    private const string Flood = """
        {"name":{"vi":"Mực nước vượt báo động","en":"Water above alarm"},
         "family":"flood","type":"WaterLevelObserved","channel":"waterLevel","severity":"high"}
        """;

    private const string Dust =
        """{"name":{"vi":"Bụi mịn"},"family":"air","type":"AirQualityObserved","channel":"pm25","severity":"low"}""";

    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract IDefinitionStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected abstract Task<IDefinitionStore> Reopen();

    [Fact]
    public async Task Watermark_moves_with_the_entries_and_survives()
    {
        Assert.Equal(-1, await Store.Watermark(2));
        await Store.Apply(2, [Entry(10, "flood", 1, Flood)], 12);
        await Store.Apply(3, [], 7);

        var reopened = await Reopen();

        Assert.Equal((12, 7, -1), (await reopened.Watermark(2), await reopened.Watermark(3), await reopened.Watermark(4)));
        var kept = await reopened.Get(DefinitionKind.Rule, "flood", null);
        Assert.Equal((Flood, new LogPosition(1, 2, 10)), (kept!.Json, kept.Position));
        Assert.Equal(new LocalText("Mực nước vượt báo động", "Water above alarm"), kept.Name);
        Assert.Equal(new DefinitionStamp(1, "an", DateTimeOffset.UnixEpoch.AddMilliseconds(10), "because 1"), kept.Stamp);
    }

    [Fact]
    public async Task Apply_at_or_below_the_watermark_changes_nothing()
    {
        await Store.Apply(2, [Entry(10, "flood", 1, Flood)], 12);

        await Store.Apply(2, [Entry(11, "flood", 2, Dust)], 12);
        await Store.Apply(2, [Entry(12, "flood", 2, Dust), Entry(13, "dust", 1, Dust)], 13);

        Assert.Equal(1, (await Store.Get(DefinitionKind.Rule, "flood", null))!.Stamp.Version);
        Assert.Equal(["dust", "flood"], await Found(DefinitionQuery.All(10)));
        Assert.Equal(2, await Store.Count());
    }

    [Fact]
    public async Task Every_version_stays_readable_also_after_it_was_retired()
    {
        await Store.Apply(2, [Entry(1, "flood", 1, Flood), Entry(2, "flood", 2, Dust), Entry(3, "flood", 3, null)], 3);

        var newest = await Store.Get(DefinitionKind.Rule, "flood", null);
        Assert.Equal((DefinitionState.Retired, 3, "Bụi mịn"), (newest!.State, newest.Stamp.Version, newest.Name.Vi));
        Assert.Null(newest.Json);
        Assert.Equal(Flood, (await Store.Get(DefinitionKind.Rule, "flood", 1))!.Json);
        Assert.Null(await Store.Get(DefinitionKind.Rule, "flood", 4));
        Assert.Null(await Store.Get(DefinitionKind.ReferenceTable, "flood", null));
        Assert.Equal([3, 2], (await Store.Versions(DefinitionKind.Rule, "flood", null, 2)).Select(static one => one.Stamp.Version));
        Assert.Equal([1], (await Store.Versions(DefinitionKind.Rule, "flood", 2, 2)).Select(static one => one.Stamp.Version));
        Assert.Empty(await Store.Versions(DefinitionKind.Rule, "nothing", null, 2));
    }

    [Fact]
    public async Task Find_restricts_by_every_part_and_counts_all()
    {
        await Store.Apply(0, [
            Entry(1, "flood", 1, Flood), Entry(2, "dust", 1, Dust),
            Entry(3, "off", 1, """{"name":{"vi":"Tắt"},"enabled":false,"twin":"urn:ngsi-ld:Loop:a"}"""),
            Entry(4, "gone", 1, Flood), Entry(5, "gone", 2, null)], 5);
        var kpi = Picture("kpi", 1, """{"kpi":{"sector":"traffic"}}""", DefinitionKind.Derivation);
        await Store.Apply(1, [new DefinitionEntry(new LogPosition(1, 1, 1), kpi)], 1);
        var all = DefinitionQuery.All(10);

        Assert.Equal(["dust", "flood", "off"], await Found(all));
        Assert.Equal(["gone"], await Found(all with { State = DefinitionState.Retired }));
        Assert.Equal(["off"], await Found(all with { State = DefinitionState.Disabled }));
        Assert.Equal(["dust", "flood"], await Found(all with { State = DefinitionState.Enabled }));
        Assert.Equal(["flood"], await Found(all with { Family = "flood" }));
        Assert.Equal(["gone"], await Found(all with { Family = "flood", State = DefinitionState.Retired }));
        Assert.Equal(["dust"], await Found(all with { Type = "AirQualityObserved", Channel = "pm25" }));
        Assert.Equal(["off"], await Found(all with { Twin = "urn:ngsi-ld:Loop:a" }));
        Assert.Equal(["flood"], await Found(all with { Severity = Severity.High }));
        Assert.Equal(["flood"], await Found(all with { Text = "muc NUOC" }));
        Assert.Equal(["flood"], await Found(all with { Text = "above" }));
        Assert.Empty(await Found(all with { Text = "uoc" }));
        var kpis = await Store.Find(DefinitionKind.Derivation, all with { Family = "traffic" });
        Assert.Equal(["kpi"], kpis.Definitions.Select(static one => one.Id));
    }

    [Fact]
    public async Task Find_pages_in_the_order_of_ids_without_gap_or_repeat()
    {
        var ids = Enumerable.Range(0, 25).Select(static number => $"r{number * 7919 % 100:D2}-{number}").ToList();
        await Store.Apply(0, [.. ids.Select((id, number) => Entry(number, id, 1, Flood))], 100);
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Store.Find(DefinitionKind.Rule, DefinitionQuery.All(7) with { After = after, Text = "muc" });
            Assert.Equal(25, page.Total);
            found.AddRange(page.Definitions.Select(static one => one.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Import_adds_what_is_missing_and_the_log_says_it_better()
    {
        await Store.Apply(2, [Entry(5, "flood", 2, Flood)], 5);

        await Store.Import([Entry(90, "flood", 2, Dust), Entry(90, "dust", 4, Dust)]);

        Assert.Equal((Flood, 5), ((await Newest("flood")).Json, (await Newest("flood")).Position.Sequence));
        Assert.Equal((90, 5), ((await Newest("dust")).Position.Sequence, await Store.Watermark(2)));
        await Store.Apply(2, [Entry(7, "dust", 3, Flood), Entry(8, "dust", 4, Dust)], 8);
        Assert.Equal((4, 8), ((await Newest("dust")).Stamp.Version, (await Newest("dust")).Position.Sequence));
        Assert.Equal([4, 3], (await Store.Versions(DefinitionKind.Rule, "dust", null, 9)).Select(static one => one.Stamp.Version));
        Assert.Equal(["dust"], await Found(DefinitionQuery.All(9) with { Severity = Severity.Low, Family = "air" }));
    }

    [Fact]
    public async Task Reset_empties_everything()
    {
        await Store.Apply(2, [Entry(5, "flood", 1, Flood)], 5);

        await Store.Reset();

        Assert.Equal((-1, 0), (await Store.Watermark(2), await Store.Count()));
        Assert.Null(await Store.Get(DefinitionKind.Rule, "flood", null));
        Assert.Empty(await Found(DefinitionQuery.All(9)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ broken")]
    [InlineData("{\"name\":7,\"enabled\":\"x\",\"severity\":\"worse\"}")]
    public async Task Version_that_no_program_reads_any_more_is_still_listed_by_its_id(string json)
    {
        await Store.Apply(0, [Entry(1, "old", 1, json)], 1);

        Assert.Equal("old", (await Newest("old")).Name.Vi);
        Assert.Equal(["old"], await Found(DefinitionQuery.All(9)));
    }

    private static DefinitionEntry Entry(long sequence, string id, int version, string? json) =>
        new(new LogPosition(1, 2, sequence), Picture(id, version, json, DefinitionKind.Rule) with { AtMs = sequence });

    private static DefinitionPicture Picture(string id, int version, string? json, DefinitionKind kind) =>
        new(kind, id, version, json, "an", 0, $"because {version}");

    private async Task<Definition> Newest(string id) => (await Store.Get(DefinitionKind.Rule, id, null))!;

    private async Task<IReadOnlyList<string>> Found(DefinitionQuery query)
    {
        var page = await Store.Find(DefinitionKind.Rule, query);
        Assert.Equal(page.Definitions.Length, page.Total);
        return [.. page.Definitions.Select(static one => one.Id)];
    }
}
