using CityActors.Commands;
using CityActors.Domain.Changes;
using CityActors.Domain.Commands;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Commands;

public sealed class CommandStepsTests
{
    private static readonly CommandMoment Later = new("den-1", 2_000, 17);

    public static TheoryData<CommandState, OutcomeKind, CommandState> Steps => new()
    {
        { CommandState.Queued, OutcomeKind.Sent, CommandState.Sent },
        { CommandState.Queued, OutcomeKind.Accepted, CommandState.Accepted },
        { CommandState.Queued, OutcomeKind.Rejected, CommandState.Rejected },
        { CommandState.Queued, OutcomeKind.Done, CommandState.Done },
        { CommandState.Queued, OutcomeKind.Failed, CommandState.Failed },
        { CommandState.Queued, OutcomeKind.Cancel, CommandState.Cancelled },
        { CommandState.Sent, OutcomeKind.Sent, CommandState.Sent },
        { CommandState.Sent, OutcomeKind.Accepted, CommandState.Accepted },
        { CommandState.Sent, OutcomeKind.Rejected, CommandState.Rejected },
        { CommandState.Sent, OutcomeKind.Done, CommandState.Done },
        { CommandState.Sent, OutcomeKind.Failed, CommandState.Failed },
        { CommandState.Sent, OutcomeKind.Cancel, CommandState.Cancelled },
        { CommandState.Accepted, OutcomeKind.Sent, CommandState.Accepted },
        { CommandState.Accepted, OutcomeKind.Rejected, CommandState.Rejected },
        { CommandState.Accepted, OutcomeKind.Done, CommandState.Done },
        { CommandState.Accepted, OutcomeKind.Failed, CommandState.Failed },
    };

    public static TheoryData<CommandState, OutcomeKind> Nothing => new()
    {
        { CommandState.Queued, OutcomeKind.Dropped },
        { CommandState.Accepted, OutcomeKind.Accepted },
        { CommandState.Accepted, OutcomeKind.Cancel },
        { CommandState.Done, OutcomeKind.Failed },
        { CommandState.Done, OutcomeKind.Done },
        { CommandState.Done, OutcomeKind.Sent },
        { CommandState.Rejected, OutcomeKind.Accepted },
        { CommandState.Rejected, OutcomeKind.Cancel },
        { CommandState.Failed, OutcomeKind.Done },
        { CommandState.Expired, OutcomeKind.Sent },
        { CommandState.Expired, OutcomeKind.Cancel },
        { CommandState.Cancelled, OutcomeKind.Cancel },
        { CommandState.Cancelled, OutcomeKind.Sent },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Outcome_that_fits_moves_a_command_on(CommandState from, OutcomeKind outcome, CommandState to)
    {
        var next = CommandSteps.After(Command(from), outcome, "why", Later);

        Assert.Equal((to, "den-1", 2_000L, 17L), (next!.State, next.ChangedBy, next.ChangedAtMs, next.ChangedSequence));
        Assert.Equal(next.IsOpen ? (-1, 0) : (17L, 2_000L), (next.EndedSequence, next.EndedAtMs));
        Assert.Equal(outcome == OutcomeKind.Sent ? 1 : 0, next.Attempts);
    }

    [Theory]
    [MemberData(nameof(Nothing))]
    public void Outcome_that_does_not_fit_changes_nothing(CommandState state, OutcomeKind outcome) =>
        Assert.Null(CommandSteps.After(Command(state), outcome, null, Later));

    [Theory]
    [InlineData(CommandState.Expired, OutcomeKind.Done, "done")]
    [InlineData(CommandState.Expired, OutcomeKind.Accepted, "accepted")]
    [InlineData(CommandState.Cancelled, OutcomeKind.Dropped, "cancelled")]
    [InlineData(CommandState.Cancelled, OutcomeKind.Done, "done")]
    public void Answer_after_the_end_is_kept_beside_it(CommandState ended, OutcomeKind outcome, string word)
    {
        var next = CommandSteps.After(Command(ended), outcome, null, Later);

        Assert.Equal((ended, word), (next!.State, next.LateAnswer));
    }

    [Fact]
    public void Last_word_after_the_end_replaces_that_it_was_accepted_and_nothing_replaces_a_last_word()
    {
        var accepted = CommandSteps.After(Command(CommandState.Expired), OutcomeKind.Accepted, null, Later)!;
        var done = CommandSteps.After(accepted, OutcomeKind.Done, null, Later)!;

        Assert.Null(CommandSteps.After(accepted, OutcomeKind.Accepted, null, Later));
        Assert.Equal("done", done.LateAnswer);
        Assert.Null(CommandSteps.After(done, OutcomeKind.Failed, null, Later));
    }

    [Theory]
    [InlineData(CommandState.Queued, 1_000, CommandSteps.NotDelivered)]
    [InlineData(CommandState.Sent, 1_000, CommandSteps.NotAcknowledged)]
    [InlineData(CommandState.Accepted, 5_500, CommandSteps.NoOutcome)]
    public void Time_runs_out_by_where_it_stands(CommandState state, long dueAtMs, string reason)
    {
        var command = Command(state);

        Assert.False(CommandSteps.IsOver(command, dueAtMs - 1));
        Assert.True(CommandSteps.IsOver(command, dueAtMs));
        var expired = CommandSteps.Expire(command, Later);
        Assert.Equal((CommandState.Expired, reason), (expired.State, expired.Reason));
    }

    [Property(MaxTest = 500)]
    public void Any_order_and_repetition_of_outcomes_ends_a_command_once(OutcomeKind[] outcomes)
    {
        var command = Command(CommandState.Queued);
        foreach (var outcome in outcomes.Where(static kind => Enum.IsDefined(kind)))
        {
            var next = CommandSteps.After(command, outcome, null, Later) ?? command;
            if (!command.IsOpen)
            {
                Assert.Equal((command.State, command.EndedSequence), (next.State, next.EndedSequence));
            }

            Assert.True(next.State >= command.State || !next.IsOpen, "An open command went back.");
            if (outcome != OutcomeKind.Sent)
            {
                var again = CommandSteps.After(next, outcome, null, Later);
                Assert.True(again is null || (next.IsOpen && !again.IsOpen) || again.LateAnswer != next.LateAnswer, "A repeat counted.");
                Assert.Equal(next.State, (again ?? next).State);
            }

            command = next;
        }
    }

    [Theory]
    [InlineData(0.5, 0.2, 0.31, true)]
    [InlineData(0.5, 0.1, 0.61, false)]
    public void Numbers_agree_within_the_tolerance(double desired, double tolerance, double reported, bool agree) =>
        Assert.Equal(agree, Agreement.Holds(TwinValue.Of(desired), tolerance, TwinValue.Of(reported)));

    [Fact]
    public void Words_agree_by_their_letters_and_kinds_that_differ_never_do()
    {
        Assert.True(Agreement.Holds(TwinValue.OfCode("on"), 0, TwinValue.OfText("on")));
        Assert.False(Agreement.Holds(TwinValue.OfCode("on"), 0, TwinValue.OfCode("off")));
        Assert.False(Agreement.Holds(TwinValue.Of(true), 0, TwinValue.Of(1)));
        Assert.True(Agreement.Holds(TwinValue.Of(true), 0, TwinValue.Of(true)));
    }

    private static CommandPicture Command(CommandState state) => new()
    {
        Id = "1.0.5", Sequence = 5, Twin = "urn:ngsi-ld:Streetlight:den-1", TwinHandle = 0, Channel = "powerState", ChannelHandle = 0,
        Value = TwinValue.OfCode("on"), Tolerance = 0, Actor = "lan", Key = null, Why = null, RequestedAtMs = 0, ExpiresAtMs = 1_000,
        OutcomeWithinMs = 5_000, State = state, ChangedBy = "lan", ChangedAtMs = 0, ChangedSequence = 5,
        AcceptedAtMs = state == CommandState.Accepted ? 500 : 0,
    };
}
