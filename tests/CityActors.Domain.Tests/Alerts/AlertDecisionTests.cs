using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using static CityActors.Alerts.AlertReportKind;

namespace CityActors.Domain.Tests.Alerts;

/// <summary>What operators may do with an alert when, and what the fold's reports make of it.</summary>
public sealed class AlertDecisionTests
{
    [Fact]
    public void An_episode_goes_from_raised_to_cleared_by_the_fold_alone()
    {
        var life = new AlertLife();
        foreach (var (kind, phase) in (ReadOnlySpan<(AlertReportKind, AlertPhase)>)
        [
            (Raised, AlertPhase.Unacknowledged), (Repeated, AlertPhase.Unacknowledged), (Returned, AlertPhase.ReturnedUnacknowledged),
            (Repeated, AlertPhase.Unacknowledged), (Returned, AlertPhase.ReturnedUnacknowledged), (Cleared, AlertPhase.Cleared),
        ])
        {
            Assert.Equal(phase, life.Hear(kind).Alert!.Phase);
        }

        Assert.Equal((6, AlertLife.Start.AddMinutes(6)), (life.Alert!.Newest.Count, life.Alert.ClearedAt));
        Assert.Equal(6, life.Hear(Repeated).Events.Count);
    }

    [Fact]
    public void What_was_heard_is_not_heard_again()
    {
        var life = new AlertLife().Hear(Raised).Hear(Repeated);

        life.Hear(AlertLife.Report(Repeated, 2)).Hear(AlertLife.Report(Raised, 1));

        Assert.Equal(2, life.Events.Count);
    }

    [Fact]
    public void An_alert_whose_beginning_is_lost_begins_with_what_is_left()
    {
        Assert.Equal(AlertPhase.ReturnedUnacknowledged, new AlertLife().Hear(Returned).Alert!.Phase);
        Assert.Equal(AlertPhase.Cleared, new AlertLife().Hear(Cleared).Alert!.Phase);
        Assert.Equal(AlertPhase.Unacknowledged, new AlertLife().Hear(Repeated).Alert!.Phase);
    }

    [Fact]
    public void The_second_who_acknowledges_learns_who_was_first()
    {
        var life = new AlertLife().Hear(Raised);

        Assert.Equal(MoveOutcome.Done, life.Do(new AcknowledgeAlert(), "lan").Outcome);
        Assert.Equal(MoveOutcome.Unchanged, life.Do(new AcknowledgeAlert(), "lan").Outcome);
        var second = life.Do(new AcknowledgeAlert(), "minh");

        Assert.Equal((MoveOutcome.Conflict, "lan", "acknowledged"), (second.Outcome, second.Last?.Actor, second.Last?.Kind));
        Assert.Equal(AlertPhase.Acknowledged, life.Alert!.Phase);
    }

    [Fact]
    public void A_new_breach_after_the_return_asks_for_acknowledgement_again_and_one_before_it_does_not()
    {
        var life = new AlertLife().Hear(Raised);
        life.Do(new AcknowledgeAlert());

        Assert.Equal(AlertPhase.Acknowledged, life.Hear(Repeated).Alert!.Phase);
        Assert.Equal(AlertPhase.Returned, life.Hear(Returned).Alert!.Phase);
        Assert.Equal(AlertPhase.Unacknowledged, life.Hear(Repeated).Alert!.Phase);
        Assert.Equal(MoveOutcome.Done, life.Do(new AcknowledgeAlert(), "minh").Outcome);
    }

    [Fact]
    public void Shelving_needs_a_reason_and_a_time_and_ends_by_itself()
    {
        var life = new AlertLife().Hear(Raised);
        var until = life.Now.AddHours(1);

        Assert.Equal(MoveOutcome.Invalid, life.Do(new ShelveAlert(until), order: MoveOrder.Plain).Outcome);
        Assert.Equal(MoveOutcome.Invalid, life.Do(new ShelveAlert(life.Now)).Outcome);
        Assert.Equal(MoveOutcome.Invalid, life.Do(new ShelveAlert(life.Now.AddDays(32))).Outcome);
        Assert.Equal(MoveOutcome.Done, life.Do(new ShelveAlert(until), "lan").Outcome);
        Assert.Equal(MoveOutcome.Unchanged, life.Do(new ShelveAlert(until), "lan").Outcome);
        Assert.Equal("lan", life.Do(new ShelveAlert(until), "minh").Last?.Actor);
        life.Now = until.AddTicks(-1);
        life.Reconsider(null);
        Assert.NotNull(life.Alert!.Shelved);
        life.Now = until;
        life.Reconsider(null);

        Assert.Null(life.Alert!.Shelved);
        Assert.True(Assert.IsType<AlertUnshelved>(life.Events[^1].Event).IsExpired);
        Assert.Equal(MoveOutcome.Refused, life.Do(new UnshelveAlert()).Outcome);
    }

    [Fact]
    public void A_cleared_alert_takes_acknowledgement_and_comments_and_refuses_the_rest()
    {
        var life = new AlertLife().Hear(Raised).Hear(Cleared);

        Assert.Equal(["acknowledge", "comment"], AlertMoves.Allowed(life.Alert!));
        Assert.Equal(MoveOutcome.Refused, life.Do(new AssignAlert("đội 3")).Outcome);
        Assert.Equal(MoveOutcome.Refused, life.Do(new ShelveAlert(life.Now.AddHours(1))).Outcome);
        Assert.Equal(MoveOutcome.Done, life.Do(new CommentAlert("đã xem")).Outcome);
        Assert.Equal(MoveOutcome.Done, life.Do(new AcknowledgeAlert()).Outcome);
        Assert.Equal((AlertPhase.Cleared, 1), (life.Alert!.Phase, life.Alert.Comments));
        life.Reconsider("window");
        Assert.Null(life.Alert.Suppression);
    }

    [Fact]
    public void A_move_on_another_version_is_told_of_the_newest_move()
    {
        var life = new AlertLife().Hear(Raised);
        life.Do(new AssignAlert("đội 3"), "minh");

        var stale = life.Do(new AssignAlert("đội 4"), "lan", new MoveOrder(null, null, Expected: 1));

        Assert.Equal((MoveOutcome.Conflict, "minh"), (stale.Outcome, stale.Last?.Actor));
        Assert.Equal(MoveOutcome.Done, life.Do(new AssignAlert("đội 4"), "lan", new MoveOrder(null, null, Expected: 2)).Outcome);
    }

    [Fact]
    public void A_window_hides_it_and_what_stands_when_it_ends_comes_up()
    {
        var life = new AlertLife().Hear(Raised);
        life.Reconsider("test");
        Assert.False(life.Alert!.IsStanding);
        life.Reconsider("test");
        life.Reconsider(null);

        Assert.True(life.Alert!.IsStanding);
        Assert.Equal(3, life.Events.Count);
    }
}
