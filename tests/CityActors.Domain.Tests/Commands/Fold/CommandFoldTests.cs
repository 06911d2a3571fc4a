using CityActors.Commands;
using CityActors.Domain.Commands;
using CityActors.Domain.Commands.Fold;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Twins.Fold;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Commands.Fold;

public sealed class CommandFoldTests
{
    private readonly CommandedCity light = new();

    private FoldedCity City => light.City;

    [Fact]
    public void Command_is_told_whole_with_its_position_as_id_and_its_actor()
    {
        City.Actor = "lan";
        var command = light.Ask(CommandedCity.Order("on", "k1"));

        var told = Assert.Single(light.Told());
        Assert.Equal(($"1.0.{command}", "lan", CommandState.Queued, "k1"), (told.Id, told.Actor, told.State, told.Key));
        Assert.Equal((TwinValue.OfCode("on"), FoldedCity.Start + 60_000), (told.Value, told.ExpiresAtMs));
        Assert.Equal(told, light.Find(command));
    }

    [Fact]
    public void Key_that_comes_again_makes_no_second_command_whatever_it_holds()
    {
        var first = light.Ask(CommandedCity.Order("on", "k1"));
        light.Answer(first, OutcomeKind.Done);
        var second = light.Ask(CommandedCity.Order("off", "k1"));

        Assert.Null(light.Find(second));
        Assert.Equal(first, City.State.Command(CommandedCity.Light, "k1")!.Sequence);
        Assert.Equal(2, light.Told().Count);
    }

    [Fact]
    public void Key_is_forgotten_a_day_after_its_command_ended()
    {
        var first = light.Ask(CommandedCity.Order("on", "k1"));
        light.Answer(first, OutcomeKind.Failed);
        City.Log(static writer => writer.Tick(FoldedCity.Start + CommandFold.EndedKeptMs - 1));
        Assert.NotNull(light.Find(first));

        City.Log(static writer => writer.Tick(FoldedCity.Start + CommandFold.EndedKeptMs));

        Assert.Null(light.Find(first));
        Assert.NotNull(light.Find(light.Ask(CommandedCity.Order("off", "k1", 2 * CommandFold.EndedKeptMs))));
    }

    [Fact]
    public void Unknown_twin_or_channel_is_told_to_nobody()
    {
        light.Ask(CommandedCity.Order("on") with { Twin = "urn:ngsi-ld:Streetlight:nobody" });
        light.Ask(CommandedCity.Order("on") with { Channel = "nothing" });

        Assert.Empty(light.Told());
    }

    [Fact]
    public void Tick_expires_what_nobody_took_and_says_so_once()
    {
        var queued = light.Ask(CommandedCity.Order("on"));
        var sent = light.Ask(CommandedCity.Order("off"));
        light.Answer(sent, OutcomeKind.Sent);
        City.Listen();

        City.Log(static writer => writer.Tick(FoldedCity.Start + 59_999));
        Assert.Empty(light.Told());
        City.Log(static writer => writer.Tick(FoldedCity.Start + 60_000));
        City.Log(static writer => writer.Tick(FoldedCity.Start + 61_000));

        Assert.Equal(
            [(queued, CommandSteps.NotDelivered), (sent, CommandSteps.NotAcknowledged)],
            light.Told().Select(static told => (told.Sequence, told.Reason)));
    }

    [Fact]
    public void Accepted_command_has_its_own_time_for_the_outcome()
    {
        var command = light.Ask(CommandedCity.Order("on"));
        City.NowMs += 50_000;
        light.Answer(command, OutcomeKind.Accepted);

        City.Log(static writer => writer.Tick(FoldedCity.Start + 649_999));
        Assert.Equal(CommandState.Accepted, light.Find(command)!.State);
        City.Log(static writer => writer.Tick(FoldedCity.Start + 650_000));
        Assert.Equal((CommandState.Expired, CommandSteps.NoOutcome), (light.Find(command)!.State, light.Find(command)!.Reason));
    }

    [Fact]
    public void Device_that_says_done_and_reports_it_has_converged()
    {
        var command = light.Ask(CommandedCity.Order("on"));
        light.Report("off");
        light.Answer(command, OutcomeKind.Done);
        Assert.Equal(CommandReport.Unconfirmed, light.Find(command)!.Report);

        light.Report("on");
        Assert.Equal((CommandReport.Converged, TwinValue.OfCode("on")), (light.Find(command)!.Report, light.Find(command)!.Reported));
    }

    [Fact]
    public void Device_that_lies_is_told_from_one_that_only_was_silent()
    {
        var command = light.Ask(CommandedCity.Order("on"));
        light.Answer(command, OutcomeKind.Done);
        Assert.Equal(CommandReport.Unconfirmed, light.Find(command)!.Report);

        light.Report("off");
        Assert.Equal((CommandReport.Diverged, TwinValue.OfCode("off")), (light.Find(command)!.Report, light.Find(command)!.Reported));
        City.Listen();
        light.Report("off");
        Assert.Empty(light.Told());
    }

    [Fact]
    public void Value_reported_before_the_device_says_done_counts()
    {
        var command = light.Ask(CommandedCity.Order("on"));
        light.Report("on");
        light.Answer(command, OutcomeKind.Done);

        Assert.Equal(CommandReport.Converged, light.Find(command)!.Report);
    }

    [Fact]
    public void Readings_are_compared_with_the_newest_done_command_of_the_channel_alone()
    {
        var first = light.Ask(CommandedCity.Order("on"));
        light.Answer(first, OutcomeKind.Done);
        light.Report("on");
        var second = light.Ask(CommandedCity.Order("off"));
        light.Answer(second, OutcomeKind.Done);

        light.Report("off");

        Assert.Equal((CommandReport.Converged, CommandReport.Converged), (light.Find(first)!.Report, light.Find(second)!.Report));
        light.Report("on");
        Assert.Equal((CommandReport.Converged, CommandReport.Diverged), (light.Find(first)!.Report, light.Find(second)!.Report));
    }

    [Fact]
    public void Answer_for_the_command_of_another_twin_is_set_aside()
    {
        City.Register("urn:ngsi-ld:Streetlight:den-2", CommandedCity.Power);
        var command = light.Ask(CommandedCity.Order("on"));

        light.Answer(command, OutcomeKind.Done, twin: "urn:ngsi-ld:Streetlight:den-2");
        light.Answer(command + 1000, OutcomeKind.Done);

        Assert.Equal(CommandState.Queued, light.Find(command)!.State);
        Assert.Equal(["unknown-command", "unknown-command"], City.Refusals().Select(static refusal => refusal.Reason));
    }

    [Fact]
    public void Too_many_open_commands_of_a_twin_are_rejected_and_counted_one_by_one()
    {
        for (var each = 0; each < CommandFold.OpenPerTwinMax; each++)
        {
            light.Ask(CommandedCity.Order("on"));
        }

        var one = light.Ask(CommandedCity.Order("off", "k"));

        var rejected = light.Find(one)!;
        Assert.Equal((CommandState.Rejected, CommandSteps.TooManyOpen), (rejected.State, rejected.Reason));
        Assert.Equal(CommandFold.OpenPerTwinMax, City.State.OpenCommands(CommandedCity.Light).Length);
    }

    [Fact]
    public void Deleted_twin_ends_its_commands()
    {
        var done = light.Ask(CommandedCity.Order("on"));
        light.Answer(done, OutcomeKind.Done);
        var open = light.Ask(CommandedCity.Order("off"));

        City.Log(static writer => writer.Delete(CommandedCity.Light));

        Assert.Equal((CommandState.Cancelled, CommandSteps.TwinDeleted), (light.Find(open)!.State, light.Find(open)!.Reason));
        Assert.False(light.Find(done)!.IsHeld);
    }

    [Fact]
    public void Restored_partition_goes_on_as_if_nothing_had_been()
    {
        var done = light.Ask(CommandedCity.Order("on", "k1"));
        light.Answer(done, OutcomeKind.Done);
        var failed = light.Ask(CommandedCity.Order("on", "k2"));
        light.Answer(failed, OutcomeKind.Failed);
        var open = light.Ask(CommandedCity.Order("off"));

        var state = ShardState.Restore(City.State.Capture(full: true), 1);

        Assert.Equal(City.State.Hash(), state.Hash());
        var restored = new FoldedCity(state) { NowMs = City.NowMs + 1_000 };
        restored.Read(CommandedCity.Light, CommandedCity.Power, TwinValue.OfCode("off"), restored.NowMs);
        restored.Log(static writer => writer.Tick(FoldedCity.Start + 60_000));
        Assert.Equal(CommandReport.Diverged, state.Command(done)!.Report);
        Assert.Equal(failed, state.Command(CommandedCity.Light, "k2")!.Sequence);
        Assert.Equal(CommandState.Expired, state.Command(open)!.State);
    }

    [Fact]
    public void Desired_is_the_newest_open_command_of_a_channel_else_what_was_done_last()
    {
        var done = light.Ask(CommandedCity.Order("on"));
        light.Answer(done, OutcomeKind.Done);
        var open = light.Ask(CommandedCity.Order("off"));
        Assert.Equal(open, Assert.Single(City.State.DesiredOf(CommandedCity.Light)).Sequence);

        light.Answer(open, OutcomeKind.Rejected);
        Assert.Equal(done, Assert.Single(City.State.DesiredOf(CommandedCity.Light)).Sequence);
    }
}
