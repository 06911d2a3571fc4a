using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Grains.Commands;
using CityActors.Log;
using CityActors.Streams;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Commands;

/// <summary>
/// What every <see cref="ICommandStore"/> keeps to. The store under test keeps 100 ended commands, and 10 events of each.
/// </summary>
public abstract class CommandStoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract ICommandStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected abstract Task<ICommandStore> Reopen();

    [Fact]
    public async Task Apply_after_reopen_gives_the_command_and_its_timeline_as_they_were()
    {
        var command = Command(5) with { Why = "trời tối", Key = "k", Value = TwinValue.Of(0.5), Reported = TwinValue.OfCode("off") };
        await Store.Apply(0, [Entry(command, 5), Entry(command with { State = CommandState.Sent, Attempts = 1 }, 6)], 9);

        var store = await Reopen();
        var details = await store.Get(command.Id);

        Assert.Equal(At(command with { State = CommandState.Sent, Attempts = 1 }, 6), details!.Command);
        Assert.Equal([CommandState.Queued, CommandState.Sent], details.Timeline.Select(static one => one.State));
        Assert.Equal((9, -1), (await store.Watermark(0), await store.Watermark(1)));
        Assert.Null(await store.Get("1.0.999"));
        Assert.Null(await store.Get("nothing"));
    }

    [Fact]
    public async Task Apply_of_what_is_there_already_changes_nothing()
    {
        var command = Command(5);
        await Store.Apply(0, [Entry(command, 5), Entry(command with { State = CommandState.Done }, 6)], 6);
        await Store.Apply(0, [Entry(command, 5)], 5);
        await Store.Apply(0, [Entry(command, 5), Entry(command with { State = CommandState.Failed }, 6)], 7);

        Assert.Equal(CommandState.Done, (await Store.Get(command.Id))!.Command.State);
        Assert.Equal(2, (await Store.Get(command.Id))!.Timeline.Length);
    }

    [Fact]
    public async Task Repeated_sending_is_a_number_and_no_event()
    {
        var sent = Command(5) with { State = CommandState.Sent };
        await Store.Apply(0, [.. Enumerable.Range(1, 5).Select(each => Entry(sent with { Attempts = each }, 5 + each))], 20);

        var details = await Store.Get(sent.Id);

        Assert.Equal((5, 1), (details!.Command.Attempts, details.Timeline.Length));
    }

    [Fact]
    public async Task List_pages_newest_first_without_gap_or_repeat_and_filters()
    {
        for (var each = 0; each < 12; each++)
        {
            var command = Command(each, twin: each % 2 == 0 ? Light(1) : "urn:ngsi-ld:Pump:p1", actor: each % 3 == 0 ? "lan" : "minh");
            await Store.Apply(each % 2, [Entry(each < 4 ? command with { State = CommandState.Done } : command, each, each % 2)], each);
        }

        Assert.Equal(Enumerable.Range(0, 12).Reverse(), await All(CommandQuery.Newest(5)));
        Assert.Equal([10, 8, 6, 4, 2, 0], await All(CommandQuery.Newest(4) with { Twin = Light(1) }));
        Assert.Equal([11, 9, 7, 5, 3, 1], await All(CommandQuery.Newest(4) with { Type = "Pump" }));
        Assert.Equal([9, 6, 3, 0], await All(CommandQuery.Newest(3) with { Actor = "lan" }));
        Assert.Equal([3, 2, 1, 0], await All(CommandQuery.Newest(3) with { States = [CommandState.Done] }));
        Assert.Equal([6, 5], await All(CommandQuery.Newest(3) with { From = Start.AddSeconds(5), To = Start.AddSeconds(7) }));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.List(CommandQuery.Newest(3) with { After = "nonsense" }));
    }

    [Fact]
    public async Task Pending_are_open_ones_and_sent_ones_that_were_taken_back_and_not_answered()
    {
        var taken = Command(3) with { State = CommandState.Cancelled, Attempts = 1 };
        await Store.Apply(
            0,
            [
                Entry(Command(1), 1), Entry(Command(2) with { State = CommandState.Cancelled }, 2), Entry(taken, 3),
                Entry(taken with { Id = "1.0.4", LateAnswer = "cancelled" }, 4),
                Entry(Command(5) with { State = CommandState.Accepted }, 5),
                Entry(Command(6) with { State = CommandState.Done }, 6),
            ],
            6);

        Assert.Equal(["1.0.1", "1.0.3", "1.0.5"], Ids(await Store.Pending(Start)));
        Assert.Equal(["1.0.1", "1.0.5"], Ids(await Store.Pending(Start.AddYears(1))));
    }

    [Fact]
    public async Task News_come_once_in_order_and_go_on_behind_the_token()
    {
        var token = new ChangeToken(1, [0, 0]);
        await Store.Apply(0, [Entry(Command(1), 1), Entry(Command(1) with { State = CommandState.Done }, 2)], 2);
        await Store.Apply(1, [Entry(Command(1, 1), 1, 1)], 5);

        var first = await Store.News(token, null, 2);
        var second = await Store.News(first.Token, null, 2);
        var third = await Store.News(second.Token, null, 2);

        Assert.Equal([CommandState.Queued, CommandState.Done], first.Commands.Select(static one => one.State));
        Assert.Equal("1.1.1", Assert.Single(second.Commands).Id);
        Assert.Empty(third.Commands);
        Assert.Equal(ChangeMark.After(5), third.Token.MarkOf(1));
    }

    [Fact]
    public async Task News_of_one_twin_are_of_no_other()
    {
        var partition = CityActors.Twins.TwinId.PartitionOf(Light(2), 2);
        await Store.Apply(partition, [Entry(Command(1, partition), 1, partition), Entry(Command(2, partition, Light(2)), 2, partition)], 2);

        var news = await Store.News(new ChangeToken(1, [0, 0]), Light(2), 10);

        Assert.Equal($"1.{partition}.2", Assert.Single(news.Commands).Id);
    }

    [Fact]
    public async Task Ended_commands_beyond_the_bound_go_oldest_first_and_news_of_them_are_gone()
    {
        for (var each = 0; each < 105; each++)
        {
            await Store.Apply(0, [Entry(Command(each) with { State = CommandState.Done }, each)], each);
        }

        await Store.Apply(0, [Entry(Command(200), 200)], 200);

        Assert.Null(await Store.Get("1.0.4"));
        Assert.NotNull(await Store.Get("1.0.5"));
        await Assert.ThrowsAsync<ChangesGoneException>(() => Store.News(new ChangeToken(1, [0, 0]), null, 10));
        Assert.Equal(10, (await Store.News(new ChangeToken(1, [ChangeMark.After(50), 0]), null, 10)).Commands.Length);
    }

    [Fact]
    public async Task Events_of_one_command_are_bounded()
    {
        for (var each = 0; each < 30; each++)
        {
            var report = each % 2 == 0 ? CommandReport.Converged : CommandReport.Diverged;
            await Store.Apply(0, [Entry(Command(1) with { State = CommandState.Done, Report = report }, each + 1)], each + 1);
        }

        Assert.Equal(10, (await Store.Get("1.0.1"))!.Timeline.Length);
    }

    private static string Light(int number) => $"urn:ngsi-ld:Streetlight:den-{number}";

    private static CityCommand Command(int sequence, int partition = 0, string? twin = null, string actor = "lan") => new(
        $"1.{partition}.{sequence}", twin ?? Light(1), "powerState", TwinValue.OfCode("on"), actor, null, null,
        Start.AddSeconds(sequence), Start.AddHours(1), CommandState.Queued, null, actor, Start.AddSeconds(sequence), 0, null,
        CommandReport.None, default, new LogPosition(1, partition, sequence));

    private static CityCommand Command(int sequence, string twin, string actor) => Command(sequence, sequence % 2, twin, actor);

    private static CityCommand At(CityCommand command, long sequence, int partition = 0) =>
        command with { Position = new LogPosition(1, partition, sequence) };

    private static CommandEntry Entry(CityCommand command, long sequence, int partition = 0) =>
        new(sequence, 0, At(command, sequence, partition), false);

    private static IEnumerable<string> Ids(ImmutableArray<CityCommand> commands) =>
        commands.Select(static one => one.Id).Order(StringComparer.Ordinal);

    private async Task<List<int>> All(CommandQuery query)
    {
        List<int> found = [];
        string? after = null;
        do
        {
            var page = await Store.List(query with { After = after });
            found.AddRange(page.Commands.Select(static one => (int)(one.RequestedAt - Start).TotalSeconds));
            after = page.Next;
        }
        while (after is not null);
        return found;
    }
}
