using System.Net;
using CityActors.Commands;
using CityActors.Domain.Commands;
using CityActors.Domain.Log;
using CityActors.Grains.Commands;
using CityActors.Grains.Tests;
using CityActors.Log;
using CityActors.Silo.Ingress;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace CityActors.Edge.Tests.Commands;

/// <summary>Commands over real MQTT connections, before real shards.</summary>
public sealed class CommandDeliveryTests : IAsyncLifetime
{
    private const string Local = "den-1";
    private const string Light = "urn:ngsi-ld:Streetlight:den-1";
    private TestCity city = null!;

    private IPEndPoint Mqtt => city.Services.GetRequiredService<MqttDoor>().EndPoint!;

    public async ValueTask InitializeAsync()
    {
        city = new TestCity
        {
            Silo = static silo =>
            {
                silo.Services.AddIngress(static options => options.Mqtt.Endpoint = "127.0.0.1:0");
                silo.Services.Configure<CommandOptions>(static options =>
                    options.RetryAfter = options.RetryAfterMax = TimeSpan.FromMilliseconds(40));
            },
        };
        await city.Start();
        await city.ShardOf(Light).Describe([TwinDefinition.Bare(Light)]);
    }

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task Sleeping_device_gets_its_command_when_it_wakes_and_its_outcome_is_seen()
    {
        var asked = await Ask("on");
        using var device = await CommandedDevice.Listen(Mqtt, Local, "accepted", "done");

        var message = await device.Message(1);

        Assert.Equal(
            (asked.Id, "powerState", "on"),
            (message.GetProperty("id").GetString(), message.GetProperty("channel").GetString(), message.GetProperty("value").GetString()));
        Assert.Equal(asked.ExpiresAt, message.GetProperty("expiresAt").GetDateTimeOffset());
        await Until(asked, CommandState.Done);
        Assert.Equal(Local, Kept(asked).ChangedBy);
    }

    [Fact]
    public async Task Device_that_does_not_answer_gets_the_same_id_again_and_its_repeated_answers_count_once()
    {
        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var asked = await Ask("on");

        await device.Message(3);
        await device.Answer(asked.Id, "accepted");
        await device.Answer(asked.Id, "accepted");
        await device.Answer(asked.Id, "done");
        await device.Answer(asked.Id, "done");
        await device.Answer(asked.Id, "failed", "nghĩ lại");

        await Until(asked, CommandState.Done);
        Assert.All(device.Heard, message => Assert.Equal(asked.Id, message.GetProperty("id").GetString()));
        var timeline = (await Commands.Get(asked.Id, null))!.Timeline;
        Assert.Single(timeline, static one => one.State == CommandState.Accepted);
        Assert.Single(timeline, static one => one.State == CommandState.Done);
    }

    [Fact]
    public async Task Device_that_wakes_after_the_time_to_live_never_sees_the_command()
    {
        var late = await Ask("on", TimeSpan.FromSeconds(1));
        var at = late.ExpiresAt.ToUnixTimeMilliseconds();
        await city.Append(PartitionOf(late), at, writer => writer.Tick(at), "clock");
        await Until(late, CommandState.Expired);
        Assert.Equal(CommandSteps.NotDelivered, Kept(late).Reason);

        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var next = await Ask("off");

        Assert.Equal(next.Id, (await device.Message(1)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Device_that_sleeps_again_and_comes_back_is_sent_what_it_has_not_answered()
    {
        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var asked = await Ask("on");
        await device.Message(1);
        await device.Sleep();

        using var again = await CommandedDevice.Listen(Mqtt, Local, "accepted", "done");

        Assert.Equal(asked.Id, (await again.Message(1)).GetProperty("id").GetString());
        await Until(asked, CommandState.Done);
    }

    [Theory]
    [InlineData("rejected", CommandState.Rejected)]
    [InlineData("failed", CommandState.Failed)]
    public async Task Device_that_refuses_or_fails_says_why(string outcome, CommandState state)
    {
        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var asked = await Ask("on");
        await device.Message(1);

        await device.Answer(asked.Id, outcome, "cầu chì đứt");

        await Until(asked, state);
        Assert.Equal("cầu chì đứt", Kept(asked).Reason);
    }

    [Fact]
    public async Task Device_that_lies_is_seen_by_its_readings()
    {
        using var device = await CommandedDevice.Listen(Mqtt, Local, "accepted", "done");
        var asked = await Ask("on");
        await city.Pulse.Until(() => Kept(asked).Report == CommandReport.Unconfirmed, "a command that only the device calls done");

        await device.Report("powerState", "off");
        await city.Pulse.Until(() => Kept(asked).Report == CommandReport.Diverged, "a device that is found lying");
        await device.Report("powerState", "on");

        await city.Pulse.Until(() => Kept(asked).Report == CommandReport.Converged, "a device that did it after all");
    }

    [Fact]
    public async Task Command_that_was_sent_is_taken_back_at_the_device()
    {
        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var asked = await Ask("on");
        await device.Message(1);
        await Until(asked, CommandState.Sent);

        await Commands.Cancel(asked.Id, "nhầm đèn");
        await city.Pulse.Until(() => Kept(asked).State == CommandState.Cancelled, "the cancelled command");
        while (!device.Heard[^1].TryGetProperty("cancel", out _))
        {
            await device.Message(device.Heard.Count + 1);
        }

        await device.Answer(asked.Id, "cancelled");
        await city.Pulse.Until(() => Kept(asked).LateAnswer == "cancelled", "the device's answer to being taken back");
    }

    [Fact]
    public async Task Device_may_answer_for_its_own_twin_alone_and_only_what_can_be_read()
    {
        using var stranger = await CommandedDevice.Listen(Mqtt, "den-2");
        using var device = await CommandedDevice.Listen(Mqtt, Local);
        var asked = await Ask("on");
        await device.Message(1);

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await stranger.Answer(asked.Id, "done", of: Local)).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, (await device.Answer("1.x", "done")).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, (await device.Answer(asked.Id, "perhaps")).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, (await device.Answer("7.0.1", "done")).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.Success, (await device.Answer(Of(asked, 1_000_000), "done")).ReasonCode);

        await city.Pulse.Until(
            () => city.Quarantine.Entries.Any(static entry => entry.Reason == "unknown-command"), "the answer to no command, set aside");
        Assert.True(Kept(asked).IsOpen);
    }

    private ICommandsGrain Commands => city.Grains.GetGrain<ICommandsGrain>(0);

    private static int PartitionOf(CityCommand command) => LogPosition.TryParse(command.Id, out var id) ? id.Partition : -1;

    private static string Of(CityCommand command, long sequence) =>
        LogPosition.TryParse(command.Id, out var id) ? (id with { Sequence = sequence }).ToString() : "";

    private Task<CityCommand> Ask(string word, TimeSpan? timeToLive = null) =>
        city.Entity(Light).Command("powerState", TwinValue.OfCode(word), timeToLive);

    private CityCommand Kept(CityCommand command) => city.Commands.Commands.SingleOrDefault(one => one.Id == command.Id) ?? command;

    private Task Until(CityCommand command, CommandState state) =>
        city.Pulse.Until(() => Kept(command).State == state, $"command {command.Id} {state}");
}
