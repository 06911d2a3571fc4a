using System.Collections.Immutable;
using CityActors.Grains.Quarantine;
using CityActors.Quarantine;

namespace CityActors.Edge.Tests.Quarantine;

/// <summary>What every <see cref="IQuarantineStore"/> keeps to. The store under test keeps 20 entries, 10 of a source.</summary>
public abstract class QuarantineStoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract IQuarantineStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected abstract Task<IQuarantineStore> Reopen();

    [Fact]
    public async Task Get_after_reopen_gives_what_was_kept()
    {
        var entry = Entry("loop-1", 7) with
        {
            Detail = "chờ số, nhận chữ",
            ArrivedAt = Start.AddTicks(1234567),
            Payload = [0, 255, 1, 2],
        };
        Assert.Equal(0, await Store.Keep([entry]));

        var got = await (await Reopen()).Get(["unknown", entry.Id]);

        var only = Assert.Single(got);
        Assert.Equal(entry with { Payload = default }, only with { Payload = default });
        Assert.Equal(entry.Payload, only.Payload);
    }

    [Fact]
    public async Task Keep_of_an_empty_payload_is_kept()
    {
        await Store.Keep([Entry("loop-1", 1) with { Payload = [] }]);

        Assert.Empty(Assert.Single(await Store.Get(["loop-1/1"])).Payload);
    }

    [Fact]
    public async Task Keep_of_the_same_id_again_replaces_it()
    {
        await Store.Keep([Entry("loop-1", 1)]);
        await Store.Keep([Entry("loop-1", 1) with { Reason = "range", Source = "loop-9" }]);

        var page = await Store.List(null, null, 10);

        Assert.Equal(("range", "loop-9"), (Assert.Single(page.Entries).Reason, page.Entries[0].Source));
        Assert.Equal(1, page.Total);
        Assert.Equal(0, (await Store.List("loop-1", null, 10)).Total);
    }

    [Fact]
    public async Task List_pages_newest_first_without_gap_or_repeat()
    {
        var entries = Enumerable.Range(0, 10).SelectMany(i => new[] { Entry("a", i), Entry("b", i) }).ToImmutableArray();
        await Store.Keep(entries);

        var listed = await ListAll(null, 3);

        Assert.Equal(entries.OrderByDescending(static entry => (entry.ArrivedAt, entry.Id)).Select(static entry => entry.Id), listed);
    }

    [Fact]
    public async Task List_of_a_source_gives_only_its_entries()
    {
        await Store.Keep([Entry("a", 1), Entry("b", 2), Entry("a", 3)]);

        var page = await Store.List("a", null, 1);

        Assert.Equal("a/3", Assert.Single(page.Entries).Id);
        Assert.Equal(2, page.Total);
        Assert.Equal(["a/3", "a/1"], await ListAll("a", 1));
    }

    [Fact]
    public async Task List_goes_on_when_the_last_entry_of_the_page_is_gone()
    {
        await Store.Keep([Entry("a", 1), Entry("a", 2), Entry("a", 3)]);
        var first = await Store.List(null, null, 2);
        await Store.Remove([first.Entries[^1].Id]);

        var second = await Store.List(null, first.Next, 2);

        Assert.Equal("a/1", Assert.Single(second.Entries).Id);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task List_before_a_bare_id_starts_there()
    {
        await Store.Keep([Entry("a", 1), Entry("a", 2)]);

        Assert.Equal("a/1", Assert.Single((await Store.List(null, "a/2", 2)).Entries).Id);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.List(null, "nobody", 2));
    }

    [Fact]
    public async Task Keep_beyond_the_bound_of_a_source_drops_its_oldest()
    {
        await Store.Keep([Entry("b", 0)]);
        var dropped = await Store.Keep([.. Enumerable.Range(1, 13).Select(static i => Entry("a", i))]);

        Assert.Equal(3, dropped);
        Assert.Equal(Enumerable.Range(4, 10).Reverse().Select(static i => $"a/{i}"), await ListAll("a", 4));
        Assert.Equal(11, (await Store.List(null, null, 1)).Total);
    }

    [Fact]
    public async Task Keep_beyond_the_bound_of_all_drops_from_the_same_source_and_never_from_the_small()
    {
        await Store.Keep([Entry("small", 0)]);
        await Store.Keep([.. Enumerable.Range(1, 10).Select(static i => Entry("a", i))]);
        await Store.Keep([.. Enumerable.Range(1, 9).Select(static i => Entry("b", i))]);

        Assert.Equal(1, await Store.Keep([Entry("b", 20)]));
        Assert.Equal(1, await Store.Keep([Entry("new", 21)]));

        Assert.Equal(20, (await Store.List(null, null, 1)).Total);
        Assert.Equal(9, (await Store.List("a", null, 1)).Total);
        Assert.Equal(9, (await Store.List("b", null, 1)).Total);
        Assert.Equal(["small/0"], await ListAll("small", 5));
        Assert.Equal(["new/21"], await ListAll("new", 5));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    public async Task Keep_beyond_the_bound_of_all_drops_the_oldest_when_every_source_has_one(string name)
    {
        await Store.Keep([.. Enumerable.Range(0, 20).Select(static i => Entry($"m{i:D2}", 20 - i))]);

        Assert.Equal(1, await Store.Keep([Entry(name, 30)]));

        var kept = await ListAll(null, 7);
        Assert.Equal($"{name}/30", kept[0]);
        Assert.DoesNotContain("m19/1", kept);
        Assert.Equal(20, kept.Count);
    }

    [Fact]
    public async Task Remove_takes_entries_away_for_good()
    {
        await Store.Keep([Entry("a", 1), Entry("a", 2)]);

        Assert.Equal(1, await Store.Remove(["a/1", "unknown"]));

        Assert.Equal(["a/2"], await ListAll(null, 5));
        Assert.Equal(["a/2"], (await (await Reopen()).List(null, null, 5)).Entries.Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Follow_moves_the_watermark_with_the_entries_and_brings_nothing_back()
    {
        Assert.Equal(-1, await Store.Watermark(2));
        await Store.Follow(2, [Entry("fold", 1)], 50);
        await Store.Remove(["fold/1"]);

        var reopened = await Reopen();
        Assert.Equal(50, await reopened.Watermark(2));
        Assert.Equal(-1, await reopened.Watermark(3));
        await reopened.Follow(2, [Entry("fold", 1)], 50);
        await reopened.Follow(2, [Entry("fold", 0)], 49);

        Assert.Equal(0, (await reopened.List(null, null, 5)).Total);
        await reopened.Follow(2, [Entry("fold", 2)], 51);
        Assert.Equal(["fold/2"], await ListAll(null, 5));
    }

    /// <summary>An entry of a source that arrived so many minutes after the start.</summary>
    protected static QuarantineEntry Entry(string source, int minute) => new(
        $"{source}/{minute}", source, "city/Loop/1/telemetry", "syntax", "Expected a number, got 'x'.", Start.AddMinutes(minute),
        "application/json", [(byte)minute]);

    private async Task<List<string>> ListAll(string? source, int most)
    {
        var ids = new List<string>();
        string? before = null;
        do
        {
            var page = await Store.List(source, before, most);
            ids.AddRange(page.Entries.Select(static entry => entry.Id));
            before = page.Next;
        }
        while (before is not null);
        return ids;
    }
}
