using CityActors.Cases;
using CityActors.Domain.Incidents;
using CityActors.Incidents;

namespace CityActors.Domain.Tests.Incidents;

/// <summary>Which moves are allowed when, and what the second operator is told.</summary>
public sealed class IncidentPhaseTests
{
    private static readonly MoveOrder Because = new(Reason: "vì nước lại dâng");

    private static readonly Dictionary<string, IncidentAction> Moves = new()
    {
        ["acknowledge"] = new AcknowledgeIncident(), ["start"] = new StartIncident(), ["resolve"] = new ResolveIncident("Đã bơm."),
        ["close"] = new CloseIncident(), ["reopen"] = new ReopenIncident(),
    };

    [Theory]
    [InlineData("", "acknowledge", IncidentPhase.Acknowledged)]
    [InlineData("acknowledge", "start", IncidentPhase.InProgress)]
    [InlineData("acknowledge", "resolve", IncidentPhase.Resolved)]
    [InlineData("acknowledge start", "resolve", IncidentPhase.Resolved)]
    [InlineData("acknowledge resolve", "close", IncidentPhase.Closed)]
    [InlineData("acknowledge resolve", "start", IncidentPhase.InProgress)]
    [InlineData("acknowledge resolve", "reopen", IncidentPhase.Open)]
    [InlineData("acknowledge resolve close", "reopen", IncidentPhase.Open)]
    public void Move_that_is_allowed_leads_on(string before, string move, IncidentPhase phase)
    {
        var (desk, id) = After(before);

        Assert.Equal(MoveOutcome.Done, desk.Do(id, Moves[move], Because).Outcome);

        Assert.Equal(phase, desk[id].Phase);
    }

    [Fact]
    public void Incident_is_as_bad_as_the_worst_of_its_alerts_until_somebody_grades_it()
    {
        var (desk, id) = After("");
        Link(Severity.Critical);
        Link(Severity.Low);
        Assert.Equal(Severity.Critical, desk[id].Severity);

        desk.Do(id, new GradeIncident(Severity.Medium), Because);
        Link(Severity.Critical);
        Assert.Equal(Severity.Medium, desk[id].Severity);

        void Link(Severity severity) => Assert.Equal(
            MoveOutcome.Done,
            desk.Do(id, new LinkAlerts([new IncidentAlert($"9.0.{desk[id].Version}.0", null, false, severity)]), Because).Outcome);
    }

    [Theory]
    [InlineData("", "start", "acknowledge")]
    [InlineData("", "resolve", "acknowledge")]
    [InlineData("", "close", "acknowledge")]
    [InlineData("", "reopen", "acknowledge")]
    [InlineData("acknowledge", "close", "start, resolve")]
    [InlineData("acknowledge", "reopen", "start, resolve")]
    [InlineData("acknowledge start", "close", "resolve")]
    public void Move_that_is_not_allowed_is_refused_with_what_is(string before, string move, string allowed)
    {
        var (desk, id) = After(before);
        var state = desk[id];

        var refused = desk.Do(id, Moves[move], Because);

        Assert.Equal(MoveOutcome.Refused, refused.Outcome);
        Assert.Contains($"Allowed: {allowed}", refused.Detail);
        Assert.Same(state, desk[id]);
    }

    [Theory]
    [InlineData("acknowledge", "acknowledge", "acknowledged")]
    [InlineData("acknowledge start", "acknowledge", "started")]
    [InlineData("acknowledge start", "start", "started")]
    [InlineData("acknowledge resolve", "resolve", "resolved")]
    [InlineData("acknowledge resolve close", "close", "closed")]
    [InlineData("acknowledge resolve reopen", "reopen", "reopened")]
    public void Second_operator_learns_who_was_first(string before, string move, string first)
    {
        var (desk, id) = After(before);

        var second = desk.Do(id, Moves[move], Because, "minh");

        Assert.Equal(MoveOutcome.Conflict, second.Outcome);
        Assert.Equal(("lan", first), (second.Last!.Actor, second.Last.Kind));
        Assert.Contains($"{first} by lan at 2026-11-25", second.Detail);
    }

    [Fact]
    public void Move_on_an_older_version_learns_what_came_between()
    {
        var (desk, id) = After("acknowledge");
        desk.Do(id, new GradeIncident(Severity.Critical), actor: "minh");

        var late = desk.Do(id, new StartIncident(), new MoveOrder(Expected: 2));

        Assert.Equal(MoveOutcome.Conflict, late.Outcome);
        Assert.Equal("minh", late.Last!.Actor);
        Assert.Equal(MoveOutcome.Done, desk.Do(id, new StartIncident(), new MoveOrder(Expected: 3)).Outcome);
    }

    [Fact]
    public void Reopening_needs_a_reason_and_begins_anew()
    {
        var (desk, id) = After("acknowledge resolve close");

        Assert.Equal(MoveOutcome.Invalid, desk.Do(id, new ReopenIncident()).Outcome);
        Assert.Equal(MoveOutcome.Done, desk.Do(id, new ReopenIncident(), Because).Outcome);

        var state = desk[id];
        Assert.Equal((1, null, null, null), (state.Reopened, state.AcknowledgedAt, state.ResolvedAt, state.ClosedAt));
        Assert.Equal("vì nước lại dâng", state.Last.Reason);
    }

    [Fact]
    public void Closed_incident_takes_notes_and_no_edits()
    {
        var (desk, id) = After("acknowledge resolve close");

        Assert.Equal(MoveOutcome.Refused, desk.Do(id, new GradeIncident(Severity.Low)).Outcome);
        Assert.Equal(MoveOutcome.Refused, desk.Do(id, new LinkAlerts([IncidentDesk.Alert("1.0.9.0")])).Outcome);
        Assert.Equal(MoveOutcome.Done, desk.Do(id, new NoteIncident("Đã họp rút kinh nghiệm.")).Outcome);
    }

    [Fact]
    public void Opening_is_done_once_for_a_cause_whatever_became_of_the_incident()
    {
        var (desk, id) = After("acknowledge resolve close");
        var state = desk[id];

        Assert.Equal(id, desk.Open("episode:1.0.1.0", IncidentDesk.Alert("1.0.7.0")));

        Assert.Same(state, desk[id]);
    }

    [Fact]
    public void Opening_under_another_id_than_that_of_the_cause_is_refused()
    {
        var decision = Domain.Incidents.Moves.IncidentDecisions.Open(
            null, IncidentId.Of("other"), IncidentDesk.Opening("this"), MoveOrder.Plain);

        Assert.Equal(MoveOutcome.Invalid, decision.Outcome);
    }

    [Fact]
    public void Incident_says_once_that_all_alerts_are_cleared_and_stays_as_it_is()
    {
        var desk = new IncidentDesk();
        var id = desk.Open("c", IncidentDesk.Alert("1.0.1.0"), IncidentDesk.Alert("1.0.2.0"));

        desk.Do(id, new TellAlert("1.0.1.0", true));
        Assert.False(desk[id].IsCleared);
        desk.Do(id, new TellAlert("1.0.2.0", true));
        desk.Do(id, new TellAlert("1.0.2.0", true));

        Assert.Equal(IncidentPhase.Open, desk[id].Phase);
        Assert.Equal(["opened", "alert-cleared", "alert-cleared", "alerts-cleared"], Kinds(desk, id));
        desk.Do(id, new LinkAlerts([IncidentDesk.Alert("1.0.3.0")]));
        desk.Do(id, new TellAlert("1.0.3.0", true));
        Assert.Equal(2, Kinds(desk, id).Count(static kind => kind == "alerts-cleared"));
    }

    [Fact]
    public void Incident_closes_by_itself_only_where_that_is_asked_for()
    {
        var desk = new IncidentDesk { ClosesWhenCleared = true };
        var id = desk.Open("c", IncidentDesk.Alert("1.0.1.0"));

        desk.Do(id, new TellAlert("1.0.1.0", true));

        Assert.Equal(IncidentPhase.Closed, desk[id].Phase);
        Assert.Equal(["opened", "alert-cleared", "alerts-cleared", "resolved", "closed"], Kinds(desk, id));
    }

    [Fact]
    public void News_of_an_alert_counts_also_when_it_comes_before_the_link()
    {
        var desk = new IncidentDesk();
        var id = desk.Open("c", IncidentDesk.Alert("1.0.1.0", isCleared: true));

        desk.Do(id, new TellAlert("1.0.2.0", true));
        desk.Do(id, new LinkAlerts([IncidentDesk.Alert("1.0.2.0")]));

        Assert.True(desk[id].IsCleared);
        Assert.True(desk[id].News.IsEmpty);
    }

    [Fact]
    public void What_is_so_already_changes_nothing()
    {
        var desk = new IncidentDesk();
        var id = desk.Open("c", IncidentDesk.Alert("1.0.1.0"));
        var state = desk[id];

        Assert.Equal(MoveOutcome.Unchanged, desk.Do(id, new LinkAlerts([IncidentDesk.Alert("1.0.1.0")])).Outcome);
        Assert.Equal(MoveOutcome.Unchanged, desk.Do(id, new GradeIncident(Severity.High)).Outcome);
        Assert.Equal(MoveOutcome.Unchanged, desk.Do(id, new UnlinkTwins(["urn:ngsi-ld:Road:x"])).Outcome);
        Assert.Same(state, desk[id]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u0007b")]
    public void Title_of_no_readable_line_is_refused(string title)
    {
        var (desk, id) = After("");

        Assert.Equal(MoveOutcome.Invalid, desk.Do(id, new DescribeIncident(title, null)).Outcome);
        Assert.Equal(MoveOutcome.Invalid, desk.Do(id, new DescribeIncident(new string('x', 201), null)).Outcome);
    }

    private static (IncidentDesk Desk, string Id) After(string moves)
    {
        var desk = new IncidentDesk();
        var id = desk.Open("episode:1.0.1.0", IncidentDesk.Alert("1.0.1.0"));
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(MoveOutcome.Done, desk.Do(id, Moves[move], Because).Outcome);
        }

        return (desk, id);
    }

    private static IEnumerable<string> Kinds(IncidentDesk desk, string id) =>
        desk.HistoryOf(id).Select(static recorded => IncidentTimeline.Entry(recorded).Kind);
}
