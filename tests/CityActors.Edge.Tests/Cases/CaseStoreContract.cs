using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Edge.Tests.Cases;

/// <summary>What every <see cref="ICaseStore"/> keeps to in writing: events, keys, messages, watermarks.</summary>
public abstract class CaseStoreContract : CaseStoreKit
{
    [Fact]
    public async Task Events_come_back_whole_after_reopening()
    {
        var at = new DateTimeOffset(2026, 3, 1, 8, 0, 0, 123, TimeSpan.Zero);
        await Store.Write(new CaseWrite(at, "hanoi", "lan")
        {
            Appends = [new(Case("a"), 0, [new("raised", """{"v":"Mực nước"}"""), new("acknowledged", "{}")], Row(1))],
        });

        var events = await (await Reopen()).Read(Case("a"), 0, 10);

        Assert.Equal(
            [
                new CaseEvent(Case("a"), 1, 1, at, "hanoi", "lan", "raised", """{"v":"Mực nước"}"""),
                new CaseEvent(Case("a"), 2, 2, at, "hanoi", "lan", "acknowledged", "{}"),
            ],
            events);
        Assert.Equal(2, Assert.Single(await Store.Read(Case("a"), 1, 10)).Version);
    }

    [Fact]
    public async Task Positions_go_over_all_cases_and_a_slice_tells_where_it_ends()
    {
        await Append("a", 0);
        await Store.Write(Plain(new CaseAppend(new CaseId("other", "x"), 0, [Draft()])));
        var receipt = await Append("a", 1);

        var slice = await Store.ReadAll([Kind], 0, 2);
        var rest = await Store.ReadAll([Kind], slice.Position, 10);

        Assert.Equal(3, receipt.Position);
        Assert.Equal(new CaseHead(2, 3), receipt.Heads[0]);
        Assert.Equal([1L], slice.Events.Select(static each => each.Position));
        Assert.Equal(2, slice.Position);
        Assert.Equal([3L], rest.Events.Select(static each => each.Position));
        Assert.Equal([1L, 2, 3], (await Store.ReadAll([], 0, 10)).Events.Select(static each => each.Position));
        Assert.Equal(3, (await Store.ReadAll([], 3, 10)).Position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_append_on_another_version_is_refused_and_nothing_of_its_write_is_kept(long expected)
    {
        await Append("a", 0);

        var refused = await Assert.ThrowsAsync<CaseConflictException>(() => Store.Write(
            Plain(new CaseAppend(Case("b"), 0, [Draft()]), new CaseAppend(Case("a"), expected, [Draft()])) with
            {
                Messages = [Message("m")],
                Watermark = new CaseWatermark("f", 0, 5),
            }));

        Assert.Equal((Case("a"), 1L), (refused.Case, refused.Actual));
        Assert.Empty(await Store.Read(Case("b"), 0, 10));
        Assert.Empty(await Store.Pending(["t"], 0, 10));
        Assert.Equal(-1, await Store.Watermark("f", 0));
    }

    [Fact]
    public async Task Of_two_at_once_one_is_first_and_the_other_is_told()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Append("a", 0);
                return 1;
            }
            catch (CaseConflictException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, both.Sum());
        Assert.Single(await Store.Read(Case("a"), 0, 10));
    }

    [Fact]
    public async Task A_key_is_used_once_for_a_case_and_its_answer_stays()
    {
        await Store.Write(Plain(new CaseAppend(Case("a"), 0, [Draft()], Row(1), new CaseKey("k", "content", "answer"))));
        await Store.Write(Plain(new CaseAppend(Case("b"), 0, [], null, new CaseKey("k", "other", "nothing"))));

        await Assert.ThrowsAsync<CaseKeyUsedException>(() => Store.Write(
            Plain(new CaseAppend(Case("a"), 1, [Draft()], null, new CaseKey("k", "content", "again")))));

        var reopened = await Reopen();
        Assert.Equal(new CaseMemory("content", "answer", 1, 1), await reopened.Remembered(Case("a"), "k"));
        Assert.Equal(new CaseMemory("other", "nothing", 0, 0), await reopened.Remembered(Case("b"), "k"));
        Assert.Null(await reopened.Remembered(Case("a"), "l"));
        Assert.Single(await reopened.Read(Case("a"), 0, 10));
    }

    [Fact]
    public async Task Messages_wait_in_their_order_until_they_are_acknowledged()
    {
        await Store.Write(Plain() with { Messages = [Message("1"), Message("2") with { Topic = "u" }] });
        await Store.Write(Plain() with { Messages = [Message("1") with { Body = "other" }, Message("3")] });

        var pending = await (await Reopen()).Pending(["t"], 0, 10);
        await Store.Write(Plain(new CaseAppend(Case("a"), 0, [Draft()])) with { Acknowledged = [pending[0].Number] });
        var rest = await Store.Pending(["t", "u"], 0, 10);

        Assert.Equal(["1", "3"], pending.Select(static each => each.Message.Id));
        Assert.Equal(Message("1"), pending[0].Message);
        Assert.Equal(["2", "3"], rest.Select(static each => each.Message.Id));
        Assert.Equal(["3"], (await Store.Pending(["t", "u"], rest[0].Number, 10)).Select(static each => each.Message.Id));
        await Store.Acknowledge([.. rest.Select(static each => each.Number)]);
        Assert.Empty(await Store.Pending(["t", "u"], 0, 10));
    }

    [Fact]
    public async Task A_follower_writes_once_up_to_a_sequence()
    {
        Assert.Equal(-1, await Store.Watermark("alerts", 3));
        var first = await Store.Write(Plain(new CaseAppend(Case("a"), 0, [Draft()])) with { Watermark = new("alerts", 3, 50) });

        var reopened = await Reopen();
        var again = await reopened.Write(Plain(new CaseAppend(Case("a"), 0, [Draft()])) with { Watermark = new("alerts", 3, 50) });

        Assert.True(first.IsWritten);
        Assert.False(again.IsWritten);
        Assert.Equal(new CaseHead(1, 1), again.Heads[0]);
        Assert.Equal(50, await reopened.Watermark("alerts", 3));
        Assert.Equal(-1, await reopened.Watermark("alerts", 2));
        Assert.Equal(-1, await reopened.Watermark("other", 3));
    }

    [Fact]
    public async Task Who_waits_for_a_write_is_woken_by_it_and_by_one_that_came_before()
    {
        var before = Store.Writes;
        var waiting = Store.Written(before, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await Append("a", 0);

        await waiting;
        await Store.Written(before, TestContext.Current.CancellationToken);
        Assert.True(Store.Writes > before);
        using var enough = new CancellationTokenSource();
        var next = Store.Written(Store.Writes, enough.Token);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task What_is_too_long_or_said_twice_is_refused()
    {
        await Refused(Plain(new CaseAppend(new CaseId(Kind, ""), 0, [Draft()])));
        await Refused(Plain(new CaseAppend(new CaseId(Kind, new string('x', 257)), 0, [Draft()])));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [new CaseDraft("raised", new string('x', (256 * 1024) + 1))])));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [Draft()]), new CaseAppend(Case("a"), 1, [Draft()])));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [], null, new CaseKey(new string('k', 129), "", ""))));
        await Refused(Plain(new CaseAppend(new CaseId("unlisted", "a"), 0, [Draft()], Row(1))));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [Draft()], CaseRow.Of("{}"))));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [Draft()], Row(1).With("nowhere", "x"))));
        await Refused(Plain(new CaseAppend(Case("a"), 0, [Draft()], Row(1).With("zone", 7))));

        Assert.Empty((await Store.ReadAll([], 0, 10)).Events);

        Task Refused(CaseWrite write) => Assert.ThrowsAnyAsync<ArgumentException>(() => Store.Write(write));
    }

    private static CaseMessage Message(string id) => new("t", id, "somebody", $"{{\"id\":\"{id}\"}}");
}
