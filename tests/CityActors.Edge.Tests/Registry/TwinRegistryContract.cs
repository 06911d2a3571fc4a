using System.Collections.Immutable;
using CityActors.Grains.Registry;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;

namespace CityActors.Edge.Tests.Registry;

/// <summary>What every <see cref="ITwinRegistry"/> keeps to.</summary>
public abstract class TwinRegistryContract
{
    private const string North = "urn:ngsi-ld:AdministrativeArea:north";
    private const string South = "urn:ngsi-ld:AdministrativeArea:south";

    /// <summary>The registry under test; the same one when called again.</summary>
    protected abstract ITwinRegistry Registry { get; }

    /// <summary>Closes the registry and opens it again on the same data.</summary>
    protected abstract Task<ITwinRegistry> Reopen();

    [Fact]
    public async Task Watermark_moves_with_the_entries_and_survives()
    {
        Assert.Equal(-1, await Registry.Watermark(2));
        await Registry.Apply(2, [Twin(10, "Loop", "a")], 12);
        await Registry.Apply(3, [], 7);

        var reopened = await Reopen();

        Assert.Equal((12, 7, -1), (await reopened.Watermark(2), await reopened.Watermark(3), await reopened.Watermark(4)));
        Assert.Equal(["urn:ngsi-ld:Loop:a"], (await Find()).Ids);
    }

    [Fact]
    public async Task Apply_at_or_below_the_watermark_changes_nothing()
    {
        await Registry.Apply(2, [Twin(10, "Loop", "a", zone: North)], 12);

        await Registry.Apply(2, [Twin(11, "Loop", "a", zone: South), Twin(12, "Loop", "b")], 12);
        await Registry.Apply(2, [Twin(12, "Loop", "b"), Twin(13, "Loop", "c")], 13);

        Assert.Equal(["urn:ngsi-ld:Loop:a", "urn:ngsi-ld:Loop:c"], (await Find()).Ids);
        Assert.Equal(1, (await Find(zone: North)).Total);
    }

    [Fact]
    public async Task Apply_takes_the_last_of_several_entries_of_a_twin()
    {
        await Registry.Apply(0, [Twin(1, "Loop", "a", zone: North), Twin(2, "Loop", "a", zone: South)], 2);
        await Registry.Apply(0, [Twin(3, "Loop", "b"), Gone(4, "Loop", "b"), Gone(5, "Loop", "a"), Twin(6, "Loop", "a")], 6);

        Assert.Equal(["urn:ngsi-ld:Loop:a"], (await Find()).Ids);
        Assert.Equal((0, 0), ((await Find(zone: North)).Total, (await Find(zone: South)).Total));
    }

    [Fact]
    public async Task Find_restricts_by_type_zone_and_text_and_counts_all()
    {
        await Registry.Apply(0, [
            Twin(1, "Loop", "a1", "Cầu Nhật Tân", North), Twin(2, "Loop", "a2", "Cầu Long Biên", South),
            Twin(3, "LoopX", "a3", "Cầu Vĩnh Tuy", North), Twin(4, "Air", "a4", "Đường Láng", North), Twin(5, "Air", "a5")], 5);

        Assert.Equal(["Air:a4", "Air:a5", "Loop:a1", "Loop:a2", "LoopX:a3"], Short(await Find()));
        Assert.Equal(["Loop:a1", "Loop:a2"], Short(await Find("Loop")));
        Assert.Equal(["Loop:a1"], Short(await Find("Loop", zone: North)));
        Assert.Equal(["Air:a4", "Loop:a1", "LoopX:a3"], Short(await Find(zone: North)));
        Assert.Equal(["Loop:a1", "Loop:a2", "LoopX:a3"], Short(await Find(text: "cau")));
        Assert.Equal(["Loop:a1"], Short(await Find(text: "TÂN cầu")));
        Assert.Equal(["Air:a4"], Short(await Find(text: "duong lang")));
        Assert.Equal(["Loop:a2"], Short(await Find("Loop", "cau", South)));
        Assert.Equal(["LoopX:a3"], Short(await Find(text: "urn:ngsi-ld:LoopX:a3")));
        Assert.Empty((await Find("loop", "cau")).Ids);
        Assert.Empty((await Find(text: "au")).Ids);
        Assert.Empty((await Find("loop")).Ids);
        Assert.Empty((await Find(zone: "urn:ngsi-ld:AdministrativeArea:nowhere")).Ids);
        Assert.Empty((await Find(text: "\"* OR (a)")).Ids);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("Loop", null, null)]
    [InlineData(null, null, North)]
    [InlineData("Loop", null, North)]
    [InlineData(null, "number", null)]
    [InlineData("Loop", "number", null)]
    [InlineData("Loop", "number", North)]
    public async Task Find_pages_in_the_order_of_ids_without_gap_or_repeat(string? type, string? text, string? zone)
    {
        var entries = Enumerable.Range(0, 60).Select(static i => Twin(
            i, i % 3 == 0 ? "Air" : "Loop", $"{i * 7919 % 1000}", $"Number {i}", i % 2 == 0 ? North : South)).ToList();
        await Registry.Apply(0, entries, 60);
        var expected = entries
            .Where(entry => (type is null || TwinId.TypeOf(entry.Id) == type) && (zone is null || entry.Zone == zone))
            .Select(static entry => entry.Id).Order(StringComparer.Ordinal).ToList();

        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Registry.Find(new TwinQuery(type, text, zone, after, 7, null));
            Assert.Equal(expected.Count, page.Total);
            found.AddRange(page.Ids);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Find_follows_a_new_name()
    {
        await Registry.Apply(0, [Twin(1, "Loop", "a", "Old")], 1);
        await Registry.Apply(0, [Twin(2, "Loop", "a", "New")], 2);

        Assert.Empty((await Find(text: "old")).Ids);
        Assert.Single((await Find(text: "new")).Ids);
    }

    [Fact]
    public async Task Find_of_a_page_size_out_of_range_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Registry.Find(new TwinQuery(null, null, null, null, 0, null)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Registry.Find(new TwinQuery(null, null, null, null, 1001, null)));
    }

    [Fact]
    public async Task Types_counts_what_is_registered_now()
    {
        await Registry.Apply(0, [Twin(1, "Loop", "a", zone: North), Twin(2, "Loop", "b"), Twin(3, "Air", "c"), Twin(4, "Bus", "d")], 4);
        await Registry.Apply(1, [Gone(1, "Bus", "d"), Gone(2, "Bus", "never"), Twin(3, "Loop", "a", zone: South)], 3);

        Assert.Equal([new TypeCount("Air", 1), new TypeCount("Loop", 2)], await Registry.Types());
    }

    [Fact]
    public async Task Incoming_follows_what_the_subjects_say()
    {
        const string Building = "urn:ngsi-ld:Building:b";
        await Registry.Apply(0, [
            Twin(1, "Meter", "a", relations: [("refBuilding", Building), ("refRoom", "urn:ngsi-ld:Room:r")]),
            Twin(2, "Meter", "b", relations: [("refBuilding", Building), ("refBuilding", Building)]),
            Twin(3, "Meter", "c", relations: [("refBuilding", Building)])], 3);
        await Registry.Apply(0, [Twin(4, "Meter", "a", relations: [("refRoom", "urn:ngsi-ld:Room:r")]), Gone(5, "Meter", "c")], 5);

        Assert.Equal([new TwinRelation("urn:ngsi-ld:Meter:b", "refBuilding", Building)], await Registry.Incoming(Building, 10));
        Assert.Single(await Registry.Incoming("urn:ngsi-ld:Room:r", 10));
        Assert.Empty(await Registry.Incoming("urn:ngsi-ld:Room:other", 10));
    }

    [Fact]
    public async Task Zones_pages_what_was_defined_last()
    {
        var north = new Zone(North, "Bắc", 1, null, "{}");
        var south = new Zone(South, "Nam", 2, North, "{\"type\":\"Polygon\"}");
        await Registry.Apply(0, [ZoneEntry(1, north with { Name = "old" }), ZoneEntry(2, south), ZoneEntry(3, north)], 3);

        Assert.Equal([north, south], await Registry.Zones(null, 10));
        Assert.Equal([north], await Registry.Zones(null, 1));
        Assert.Equal([south], await Registry.Zones(North, 10));
        Assert.Empty((await Find()).Ids);
    }

    [Fact]
    public async Task Zone_that_was_deleted_does_not_stay_when_its_id_is_registered_again_in_the_same_batch()
    {
        var north = new Zone(North, "Bắc", 1, null, "{}");
        await Registry.Apply(0, [ZoneEntry(1, north)], 1);

        await Registry.Apply(
            0, [Twin(2, "Loop", "a") with { Id = North, Deleted = true }, Twin(3, "Loop", "a") with { Id = North }], 3);
        Assert.Empty(await Registry.Zones(null, 10));

        await Registry.Apply(
            0,
            [Twin(4, "Loop", "a") with { Id = North, Deleted = true }, Twin(5, "Loop", "a") with { Id = North }, ZoneEntry(5, north)],
            5);
        Assert.Equal([north], await Registry.Zones(null, 10));
    }

    [Fact]
    public async Task Import_applies_whatever_the_watermark_and_leaves_it_alone()
    {
        await Registry.Apply(2, [Twin(10, "Loop", "a")], 12);

        await Registry.Import(2, [Twin(3, "Loop", "b")]);

        Assert.Equal(12, await Registry.Watermark(2));
        Assert.Equal(["Loop:a", "Loop:b"], Short(await Find()));
    }

    [Fact]
    public async Task Reset_empties_everything_and_it_can_be_filled_again()
    {
        var entries = new[] { Twin(1, "Loop", "a", "Cầu", North, ("ref", North)), ZoneEntry(2, new Zone(North, "Bắc", 1, null, "{}")) };
        await Registry.Apply(2, entries, 5);

        await Registry.Reset();

        Assert.Equal(-1, await Registry.Watermark(2));
        Assert.Empty((await Find()).Ids);
        Assert.Empty((await Find(text: "cau")).Ids);
        Assert.Empty(await Registry.Types());
        Assert.Empty(await Registry.Incoming(North, 10));
        Assert.Empty(await Registry.Zones(null, 10));
        await Registry.Apply(2, entries, 5);
        Assert.Equal(["Loop:a"], Short(await Find("Loop", "cau", North)));
    }

    [Fact]
    public async Task Apply_of_many_partitions_at_once_keeps_each_watermark_true()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async partition =>
        {
            for (var sequence = 0; sequence < 50; sequence++)
            {
                await Registry.Apply(partition, [Twin(sequence, "Loop", $"{partition}-{sequence}", zone: North)], sequence);
            }
        }));

        await Reopen();

        Assert.Equal(16 * 50, (await Find("Loop", zone: North)).Total);
        for (var partition = 0; partition < 16; partition++)
        {
            Assert.Equal(49, await Registry.Watermark(partition));
        }
    }

    /// <summary>An entry for a twin.</summary>
    protected static RegistryEntry Twin(
        long sequence, string type, string local, string? name = null, string? zone = null, params (string Name, string Object)[] relations)
    {
        var id = $"urn:ngsi-ld:{type}:{local}";
        var attributes = ImmutableSortedDictionary<string, string>.Empty;
        return new RegistryEntry(
            sequence, id, false, name is null ? attributes : attributes.Add("name", $"\"{name}\""),
            [.. relations.Select(relation => new TwinRelation(id, relation.Name, relation.Object))], zone, 105.8, 21.0, null);
    }

    private static RegistryEntry Gone(long sequence, string type, string local) =>
        Twin(sequence, type, local) with { Deleted = true };

    private static RegistryEntry ZoneEntry(long sequence, Zone zone) =>
        Twin(sequence, "AdministrativeArea", "ignored") with { Id = zone.Id, AsZone = zone };

    private static IEnumerable<string> Short(RegistryPage page)
    {
        Assert.Equal(page.Ids.Length, page.Total);
        return page.Ids.Select(static id => id["urn:ngsi-ld:".Length..]);
    }

    private Task<RegistryPage> Find(string? type = null, string? text = null, string? zone = null) =>
        Registry.Find(new TwinQuery(type, text, zone, null, 1000, null));
}
