using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Domain.WorkOrders;
using CityActors.Files;
using CityActors.WorkOrders;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.WorkOrders;

/// <summary>The way of a work order, what it asks for, and when it is overdue.</summary>
public sealed class WorkOrderTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
    private static readonly MoveOrder Because = new(Reason: "vì thiếu vật tư");
    private static readonly Attachment Photo = new(new string('a', 64), "sau.jpg", "image/jpeg", 10);

    private static readonly Dictionary<string, WorkOrderAction> Moves = new()
    {
        ["assign"] = new AssignWork("doi-3"), ["accept"] = new AcceptWork(), ["reject"] = new RejectWork(), ["start"] = new StartWork(),
        ["finish"] = new FinishWork("Đã thay bóng."), ["verify"] = new VerifyWork(), ["return"] = new ReturnWork(),
        ["cancel"] = new CancelWork(), ["overdue"] = new TellOverdue(Due), ["attach"] = new AttachToWork(Photo),
        ["reschedule"] = new RescheduleWork(Due.AddDays(1)), ["note"] = new NoteWork("ghi chú"),
    };

    [Theory]
    [InlineData("", "assign", WorkOrderPhase.Assigned)]
    [InlineData("assign", "accept", WorkOrderPhase.Accepted)]
    [InlineData("assign", "reject", WorkOrderPhase.Rejected)]
    [InlineData("assign reject", "assign", WorkOrderPhase.Assigned)]
    [InlineData("assign accept", "start", WorkOrderPhase.InProgress)]
    [InlineData("assign accept", "reject", WorkOrderPhase.Rejected)]
    [InlineData("assign accept start attach", "finish", WorkOrderPhase.Done)]
    [InlineData("assign accept start attach finish", "verify", WorkOrderPhase.Verified)]
    [InlineData("assign accept start attach finish", "return", WorkOrderPhase.InProgress)]
    [InlineData("assign accept start", "cancel", WorkOrderPhase.Cancelled)]
    public void Move_that_is_allowed_leads_on(string before, string move, WorkOrderPhase phase)
    {
        var order = Try(After(before), Moves[move], out var decision);

        Assert.Equal((MoveOutcome.Done, phase), (decision.Outcome, order.Phase));
    }

    [Theory]
    [InlineData("", "accept", MoveOutcome.Refused, "assign, cancel")]
    [InlineData("assign", "start", MoveOutcome.Refused, "assign, accept, reject, cancel")]
    [InlineData("assign accept", "accept", MoveOutcome.Conflict, "assign, start, reject, cancel")]
    [InlineData("assign accept start attach finish verify", "return", MoveOutcome.Refused, "note")]
    [InlineData("cancel", "assign", MoveOutcome.Refused, "note")]
    [InlineData("cancel", "cancel", MoveOutcome.Conflict, "note")]
    public void Move_that_is_not_allowed_is_refused_with_what_is(string before, string move, MoveOutcome outcome, string allowed)
    {
        Try(After(before), Moves[move], out var decision);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Contains($"Allowed: {allowed}", decision.Detail);
        Assert.NotNull(decision.Last);
    }

    [Fact]
    public void Order_that_asks_for_evidence_is_not_done_without()
    {
        var order = After("assign accept start");

        order = Try(order, new FinishWork("xong"), out var without);
        Assert.Equal(MoveOutcome.Refused, without.Outcome);
        Assert.Contains("evidence", without.Detail);
        order = Try(order, new AttachToWork(Photo), out _);
        order = Try(order, new FinishWork("xong"), out var with);

        Assert.Equal(MoveOutcome.Done, with.Outcome);
        Try(order, new DetachFromWork(Photo.Checksum), out var detached);
        Assert.Equal(MoveOutcome.Refused, detached.Outcome);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("return")]
    [InlineData("cancel")]
    public void Move_against_the_crew_or_the_order_needs_a_reason(string move)
    {
        var decision = WorkOrderDecisions.Decide(After("assign"), "wo", Moves[move], MoveOrder.Plain);

        Assert.Equal(MoveOutcome.Invalid, decision.Outcome);
    }

    [Fact]
    public void Passing_of_a_due_time_is_said_once_and_again_for_another_time()
    {
        var order = After("assign");
        Assert.Equal(Due, order.NextDue);

        order = Try(order, new TellOverdue(Due), out var first);
        Assert.Equal((MoveOutcome.Done, true, null), (first.Outcome, order.IsOverdue, order.NextDue));
        Try(order, new TellOverdue(Due), out var again);
        Assert.Equal(MoveOutcome.Unchanged, again.Outcome);

        order = Try(order, new RescheduleWork(Due.AddDays(1)), out _);
        Assert.Equal((false, Due.AddDays(1)), (order.IsOverdue, order.NextDue));
        Try(order, new TellOverdue(Due), out var old);
        Assert.Equal(MoveOutcome.Unchanged, old.Outcome);
        Try(order, new TellOverdue(Due.AddDays(1)), out var second);
        Assert.Equal(MoveOutcome.Done, second.Outcome);
    }

    [Fact]
    public void What_is_done_or_cancelled_is_not_overdue_and_what_comes_back_is_again()
    {
        var done = After("assign accept start overdue attach finish");
        Assert.False(done.IsOverdue);
        Assert.Null(done.NextDue);

        var back = Try(done, new ReturnWork(), out _);
        Assert.True(back.IsOverdue);
        Assert.Null(back.NextDue);
    }

    [Fact]
    public void Crew_that_takes_no_orders_gets_none()
    {
        Assert.Equal(MoveOutcome.Refused, WorkOrderDecisions.Decide(After(""), "wo", new AssignWork("doi-9"), Because, false).Outcome);
        Assert.Equal(MoveOutcome.Refused, WorkOrderDecisions.Create(null, Draft with { Crew = "doi-9" }, false).Outcome);
        Assert.Equal(MoveOutcome.Invalid, WorkOrderDecisions.Decide(After(""), "wo", new AssignWork("Đội 9"), Because).Outcome);
    }

    [Property(MaxTest = 300)]
    public void Replay_gives_the_same_order_and_nothing_else_than_what_was_allowed(int seed)
    {
        var chance = new Random(seed);
        var names = Moves.Keys.ToList();
        var history = new List<Recorded<WorkOrderEvent>>();
        var order = Write(null, WorkOrderDecisions.Create(null, Draft, true), history)!;
        for (var step = 0; step < 30; step++)
        {
            var name = names[chance.Next(names.Count)];
            var allowed = WorkOrderMoves.Allowed(order);
            var decision = WorkOrderDecisions.Decide(order, "wo", Moves[name], Because);
            Assert.False(decision.Outcome == MoveOutcome.Done && name != "overdue" && !allowed.Contains(name), name);
            order = Write(order, decision, history)!;
        }

        WorkOrder? again = null;
        foreach (var recorded in history)
        {
            again = WorkOrderFold.Apply(
                again, "wo", recorded with { Event = CaseJson.Read<WorkOrderEvent>(CaseJson.Write(recorded.Event)) });
        }

        Assert.Equal(CaseJson.Write(order.State()), CaseJson.Write(again!.State()));
        var said = history.Select(static recorded => recorded.Event).OfType<WorkOverdue>().Select(static overdue => overdue.DueAt).ToList();
        Assert.Distinct(said);
    }

    private static WorkOrderDraft Draft => new("Thay bóng đèn", null, Severity.Medium, null, null, null, Due, NeedsEvidence: true);

    private static WorkOrder After(string moves)
    {
        var order = Write(null, WorkOrderDecisions.Create(null, Draft, true), [])!;
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            order = Try(order, Moves[move], out var decision);
            Assert.Equal(MoveOutcome.Done, decision.Outcome);
        }

        return order;
    }

    private static WorkOrder Try(WorkOrder order, WorkOrderAction action, out Decision<WorkOrderEvent> decision)
    {
        decision = WorkOrderDecisions.Decide(order, "wo", action, Because);
        return Write(order, decision, [])!;
    }

    private static WorkOrder? Write(WorkOrder? order, Decision<WorkOrderEvent> decision, List<Recorded<WorkOrderEvent>> history)
    {
        foreach (var happened in decision.Events)
        {
            var version = (order?.Version ?? 0) + 1;
            var recorded = new Recorded<WorkOrderEvent>(version, version, Due.AddDays(-2).AddMinutes(version), "lan", null, happened);
            history.Add(recorded);
            order = WorkOrderFold.Apply(order, "wo", recorded);
        }

        return order;
    }
}
