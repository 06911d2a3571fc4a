using System.Text.Json;
using CityActors.Commands;
using CityActors.Domain.Commands;
using CityActors.Grains.Commands;
using CityActors.Identity;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Commands;

/// <summary>Commands through the doors, with devices in memory.</summary>
public sealed class CommandsGrainTests
{
    [Fact]
    public async Task Command_to_a_device_that_listens_is_sent_once_it_is_durable_and_ends_as_the_device_says()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        city.Line.Connect(light);
        Caller.Set("default", "lan");

        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"), why: "trời tối");
        Assert.Equal((CommandState.Queued, "lan", "trời tối"), (asked.State, asked.Actor, asked.Why));

        var message = await Message(city, 1);
        Assert.Equal((asked.Id, "on"), (message.GetProperty("id").GetString(), message.GetProperty("value").GetString()));
        await Until(city, asked.Id, CommandState.Sent);
        await Answer(city, asked, OutcomeKind.Accepted);
        await Answer(city, asked, OutcomeKind.Done);
        await Until(city, asked.Id, CommandState.Done);

        var details = await Commands(city).Get(asked.Id, null);
        Assert.Equal(
            [CommandState.Queued, CommandState.Sent, CommandState.Accepted, CommandState.Done],
            details!.Timeline.Select(static one => one.State).Distinct());
        Assert.Single(city.Line.Sent);
    }

    [Fact]
    public async Task Sleeping_device_gets_its_commands_in_order_when_it_comes_each_after_the_one_before_was_accepted()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var first = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));
        var second = await city.Entity(light).Command("powerState", TwinValue.OfCode("off"));
        await Until(city, second.Id, CommandState.Queued);
        Assert.Empty(city.Line.Sent);

        city.Line.Connect(light);
        Assert.Equal(first.Id, (await Message(city, 1)).GetProperty("id").GetString());
        await Answer(city, first, OutcomeKind.Accepted);

        Assert.Equal(second.Id, (await Message(city, 2)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Silent_device_is_sent_the_same_id_again_until_it_answers()
    {
        await using var city = await TestCity.Awake(static city => city.Silo = static silo =>
            silo.Services.Configure<CommandOptions>(static options =>
                options.RetryAfter = options.RetryAfterMax = TimeSpan.FromMilliseconds(30)));
        var light = await Light(city);
        city.Line.Connect(light);
        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));

        await Message(city, 4);
        await Answer(city, asked, OutcomeKind.Accepted);
        await Until(city, asked.Id, CommandState.Accepted);

        Assert.All(city.Line.Sent, one => Assert.Equal(asked.Id, one.Message.GetProperty("id").GetString()));
        Assert.True((await Commands(city).Get(asked.Id, null))!.Command.Attempts >= 3);
    }

    [Fact]
    public async Task Silo_that_dies_between_durable_and_sent_sends_after_it_is_back()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));
        await city.Kill();

        city.Line.Connect(light);
        await city.Start();

        Assert.Equal(asked.Id, (await Message(city, 1)).GetProperty("id").GetString());
        await Until(city, asked.Id, CommandState.Sent);
    }

    [Fact]
    public async Task Cancelled_command_is_never_sent_and_one_that_was_sent_is_taken_back_at_the_device()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var queued = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));
        Assert.Equal(CommandState.Cancelled, (await Commands(city).Cancel(queued.Id, "nhầm đèn")).State);
        await Until(city, queued.Id, CommandState.Cancelled);
        city.Line.Connect(light);

        var sent = await city.Entity(light).Command("powerState", TwinValue.OfCode("off"));
        Assert.Equal(sent.Id, (await Message(city, 1)).GetProperty("id").GetString());
        await Until(city, sent.Id, CommandState.Sent);
        await Commands(city).Cancel(sent.Id, null);

        var notice = await Message(city, 2);
        Assert.Equal((sent.Id, true), (notice.GetProperty("id").GetString(), notice.GetProperty("cancel").GetBoolean()));
        await Answer(city, sent, OutcomeKind.Dropped);
        await city.Pulse.Until(() => Kept(city, sent.Id)?.LateAnswer == "cancelled", "the device's answer to being taken back");
    }

    [Fact]
    public async Task Cancel_of_an_accepted_command_is_refused_with_what_is_allowed()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));
        await city.Folded(await Answer(city, asked, OutcomeKind.Accepted));

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => Commands(city).Cancel(asked.Id, null));

        Assert.Equal(CommandRefusedException.TooLate, refused.Code);
        Assert.Contains("queued or sent", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_key_and_content_is_the_same_command_and_other_content_is_refused()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            city.Entity(light).Command("powerState", TwinValue.OfCode("on"), key: "k1")));

        Assert.Single(asked.Select(static one => one.Id).Distinct());
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() =>
            city.Entity(light).Command("powerState", TwinValue.OfCode("off"), key: "k1"));
        Assert.Equal(CommandRefusedException.KeyUsed, refused.Code);
    }

    [Fact]
    public async Task What_takes_no_command_is_refused_with_what_does()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);

        var channel = await Refused(city, light, "voltage", TwinValue.Of(5));
        Assert.Equal(CommandRefusedException.NoActuator, channel.Code);
        Assert.Contains("powerState (one of on, off, low)", channel.Message, StringComparison.Ordinal);
        var type = await Refused(city, "urn:ngsi-ld:Building:1", "door", TwinValue.Of(true));
        Assert.Contains("Pump", type.Message, StringComparison.Ordinal);
        var value = await Refused(city, light, "illuminanceLevel", TwinValue.Of(1.5));
        Assert.Equal(CommandRefusedException.BadValue, value.Code);
        Assert.Contains("from 0 to 1", value.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TwinNotFoundException>(() =>
            city.Entity("urn:ngsi-ld:Streetlight:nobody").Command("powerState", TwinValue.OfCode("on")));
        await Assert.ThrowsAsync<CommandRefusedException>(() =>
            city.Entity(light).Command("powerState", TwinValue.OfCode("on"), TimeSpan.FromDays(2)));
    }

    [Fact]
    public async Task Desired_stands_beside_what_the_twin_reports()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));
        await Answer(city, asked, OutcomeKind.Done);
        var address = await city.Address(light, "powerState");
        await city.Folded(await city.Send(address, TwinValue.OfCode("off"), Now()));

        var desired = Assert.Single(await city.Entity(light).Desired());

        Assert.Equal(("powerState", CommandReport.Diverged), (desired.Channel, desired.Desired.Report));
        Assert.Equal((TwinValue.OfCode("on"), TwinValue.OfCode("off")), (desired.Desired.Value, desired.Reported));
    }

    [Fact]
    public async Task News_wait_and_go_on_behind_their_token()
    {
        await using var city = await TestCity.Awake();
        var light = await Light(city);
        var start = await Commands(city).News(null, null, 10, TimeSpan.Zero);
        var waiting = Commands(city).News(start.Token, null, 10, TimeSpan.FromSeconds(20));

        var asked = await city.Entity(light).Command("powerState", TwinValue.OfCode("on"));

        var news = await waiting;
        Assert.Equal(asked.Id, Assert.Single(news.Commands).Id);
        Assert.Empty((await Commands(city).News(news.Token, null, 10, TimeSpan.Zero)).Commands);
    }

    private static ICommandsGrain Commands(TestCity city) => city.Grains.GetGrain<ICommandsGrain>(0);

    private static async Task<string> Light(TestCity city)
    {
        var id = TestCity.NewId("Streetlight");
        await city.ShardOf(id).Describe([TwinDefinition.Bare(id)]);
        return id;
    }

    private static Task<CommandRefusedException> Refused(TestCity city, string twin, string channel, TwinValue value) =>
        Assert.ThrowsAsync<CommandRefusedException>(() => city.Entity(twin).Command(channel, value));

    private static async Task<CityActors.Log.LogPosition> Answer(TestCity city, CityCommand command, OutcomeKind kind)
    {
        Assert.True(CityActors.Log.LogPosition.TryParse(command.Id, out var position));
        return await city.Append(
            position.Partition, Now(),
            writer => writer.CommandOutcome(new CommandOutcome(position.Sequence, command.Twin, kind, null)), "device");
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static CityCommand? Kept(TestCity city, string id) => city.Commands.Commands.SingleOrDefault(one => one.Id == id);

    private static Task Until(TestCity city, string id, CommandState state) =>
        city.Pulse.Until(() => Kept(city, id)?.State == state, $"command {id} {state}");

    private static async Task<JsonElement> Message(TestCity city, int number)
    {
        await city.Pulse.Until(() => city.Line.Sent.Count >= number, $"message {number} to a device");
        return city.Line.Sent[number - 1].Message;
    }
}
