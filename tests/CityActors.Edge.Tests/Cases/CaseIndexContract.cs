using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Edge.Tests.Cases;

/// <summary>What every <see cref="ICaseStore"/> keeps to in lists.</summary>
public abstract class CaseIndexContract : CaseStoreKit
{
    [Fact]
    public async Task Pages_go_from_the_largest_on_without_gap_or_repeat_also_when_the_last_row_moves()
    {
        for (var n = 0; n < 9; n++)
        {
            await Append($"{n}", 0, Row(n / 3));
        }

        var first = await Find(null, 4);
        await Append(first.Rows[^1].Id, 1, Row(100));
        var second = await Find(first.Next, 4);
        var third = await Find(second.Next, 4);

        Assert.Equal(["8", "7", "6", "5"], Ids(first));
        Assert.Equal(["4", "3", "2", "1"], Ids(second));
        Assert.Equal(["0"], Ids(third));
        Assert.Null(third.Next);
        Assert.Equal((9, 9L, 10L), (first.Total, first.Position, third.Position));
        await Assert.ThrowsAsync<ArgumentException>(() => Find("nonsense", 4));
    }

    [Fact]
    public async Task A_row_is_what_the_newest_event_made_it()
    {
        await Append("a", 0, Row(1, """{"n":1}""").With("zone", "z").WithAll("words", ["cau", "nhat"]));
        await Append("a", 1, Row(2, """{"n":2}""").WithAll("words", ["tan"]));
        await Store.Write(Plain(new CaseAppend(Case("a"), 2, [Draft()])));

        var only = Assert.Single((await Find(null, 5)).Rows);

        Assert.Equal(new CaseFound("a", new CaseHead(3, 3), """{"n":2}"""), only);
        Assert.Empty((await Find(null, 5, CaseFilter.Any("zone", "z"))).Rows);
        Assert.Empty((await Find(null, 5, CaseFilter.Words("words", "cau"))).Rows);
        Assert.Single((await Find(null, 5, CaseFilter.Words("words", "t"))).Rows);
        Assert.Equal(only, Assert.Single(await Store.Rows(Kind, ["a", "nobody"])));
    }

    [Fact]
    public async Task Each_sort_of_column_is_found_as_it_says()
    {
        await Append("a", 0, Row(10).With("severity", 4).With("phase", 1).With("zone", "z1").WithAll("twins", ["t1", "t2"]));
        await Append("b", 0, Row(20).With("severity", 5).With("phase", 1).With("zone", "z2").WithAll("twins", ["t2"]));
        await Append("c", 0, Row(30).With("severity", 4).WithAll("words", ["cau", "nhat", "tan"]));

        await Finds("b,a", CaseFilter.Any("zone", "z1", "z2"));
        await Finds("c", CaseFilter.Absent("zone"));
        await Finds("c,a", CaseFilter.Any("severity", 4, 3));
        await Finds("b,a", CaseFilter.Any("twins", "t2"));
        await Finds("a", CaseFilter.Any("twins", "t1", "t9"));
        await Finds("b", CaseFilter.Between("raisedAt", 20, 30));
        await Finds("c,b", CaseFilter.Between("raisedAt", 20, null));
        await Finds("c", CaseFilter.Words("words", "nha", "c"));
        await Finds("", CaseFilter.Words("words", "nha", "x"));
        await Finds("a", CaseFilter.Any("severity", 4), CaseFilter.Any("twins", "t2"));
        await Finds("c", CaseFilter.Absent("phase"));
        foreach (var wrong in (ReadOnlySpan<CaseFilter>)
            [CaseFilter.Any("nowhere", 1), CaseFilter.Any("zone", 1), CaseFilter.Between("zone", 1, 2), CaseFilter.Absent("twins")])
        {
            Assert.Throws<ArgumentException>(() => { _ = Find(null, 5, wrong); });
        }
    }

    [Fact]
    public async Task Counts_go_by_numbers()
    {
        await Append("a", 0, Row(1).With("severity", 4).With("phase", 1));
        await Append("b", 0, Row(1).With("severity", 4).With("phase", 2));
        await Append("c", 0, Row(1).With("severity", 5));

        Assert.Equal(["4=2", "5=1"], await Counts(["severity"]));
        Assert.Equal([",5=1", "1,4=1", "2,4=1"], await Counts(["phase", "severity"]));
        Assert.Equal(["=3"], await Counts([]));
        Assert.Equal(["=1"], await Counts([], CaseFilter.Any("phase", 2)));
        Assert.Throws<ArgumentException>(() => { _ = Store.Count("nothing", [], []); });
    }

    [Fact]
    public async Task What_is_due_comes_the_earliest_first_until_its_row_says_otherwise()
    {
        await Append("late", 0, Row(1) with { DueAt = At(20) });
        await Append("early", 0, Row(1) with { DueAt = At(10) });
        await Append("never", 0, Row(1));

        Assert.Equal(
            [new CaseDue(Case("early"), At(10)), new CaseDue(Case("late"), At(20))], await Store.Due([Kind], 5));
        Assert.Equal("early", Assert.Single(await Store.Due([Kind], 1)).Case.Id);
        await Append("early", 1, Row(1));

        Assert.Equal("late", Assert.Single(await (await Reopen()).Due([Kind], 5)).Case.Id);
    }

    [Fact]
    public async Task Another_index_is_made_from_the_events()
    {
        await Append("a", 0, Row(7));
        await Append("b", 0, Row(8));
        await Append("a", 1, Row(9));
        var changed = Index with
        {
            Version = 2,
            Project = static events => CaseRow.Of($"\"{events[^1].Version}\"").With("raisedAt", 100 * events.Count).With("zone", "new"),
        };

        await Reopen(changed);

        Assert.Equal(
            [new CaseFound("a", new CaseHead(2, 3), "\"2\""), new CaseFound("b", new CaseHead(1, 2), "\"1\"")],
            (await Find(null, 5, CaseFilter.Any("zone", "new"))).Rows);
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private static string[] Ids(CasePage page) => [.. page.Rows.Select(static row => row.Id)];

    private Task<CasePage> Find(string? after, int most, params ImmutableArray<CaseFilter> filters) =>
        Store.Find(new CaseQuery(Kind, filters, after, most));

    private async Task Finds(string ids, params ImmutableArray<CaseFilter> filters)
    {
        var page = await Find(null, 5, filters);
        Assert.Equal(ids, string.Join(',', Ids(page)));
        Assert.Equal(page.Rows.Length, page.Total);
    }

    private async Task<string[]> Counts(ImmutableArray<string> by, params ImmutableArray<CaseFilter> filters) =>
        [.. (await Store.Count(Kind, filters, by)).Select(static count => $"{string.Join(',', count.Values)}={count.Count}")];
}
