using CityActors.Cases;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Grains.Tests.Incidents;

/// <summary>Work orders through their grains: crews, incidents that hear of them, and due times that are said once.</summary>
public sealed class WorkOrderTests
{
    [Fact]
    public async Task Order_of_an_incident_is_told_to_it_at_every_step()
    {
        await using var city = await TestCity.Awake();
        var incident = IncidentId.Of("test:1");
        await city.Grains.GetGrain<IIncidentGrain>(incident).OpenFor(
            new IncidentOpening("test:1", "Cây đổ", null, "traffic", Severity.High, null, null, null, [], [], []), MoveOrder.Plain);
        await Crew(city, "doi-3", isActive: true);
        var (order, id) = NewOrder(city);

        Assert.Equal(MoveOutcome.Done, (await order.Create(Draft with { Incident = incident, Crew = "doi-3" }, MoveOrder.Plain)).Outcome);
        Assert.Equal(MoveOutcome.Unchanged, (await order.Create(Draft with { Incident = incident }, MoveOrder.Plain)).Outcome);
        foreach (var action in new WorkOrderAction[] { new AcceptWork(), new StartWork(), new FinishWork("Đã dọn."), new VerifyWork() })
        {
            Assert.Equal(MoveOutcome.Done, (await order.Do(action, MoveOrder.Plain)).Outcome);
        }

        await city.Pulse.Until(() => city.Cases.Waiting.Count == 0, "the incident heard of its order");
        var work = Assert.Single((await city.Grains.GetGrain<IIncidentGrain>(incident).Read())!.WorkOrders);
        Assert.Equal((id, "verified"), (work.Id, work.Phase));
        Assert.Equal(id, Assert.Single((await List(city, WorkOrderQuery.All with { Incident = incident })).WorkOrders).Id);
    }

    [Fact]
    public async Task Order_for_an_unknown_incident_or_crew_is_refused()
    {
        await using var city = await TestCity.Awake();
        await Crew(city, "doi-nghi", isActive: false);

        var lost = await NewOrder(city).Order.Create(Draft with { Incident = IncidentId.Of("x") }, MoveOrder.Plain);
        Assert.Equal(MoveOutcome.Refused, lost.Outcome);
        Assert.Equal(MoveOutcome.Refused, (await NewOrder(city).Order.Create(Draft with { Crew = "doi-9" }, MoveOrder.Plain)).Outcome);
        Assert.Equal(MoveOutcome.Refused, (await NewOrder(city).Order.Create(Draft with { Crew = "doi-nghi" }, MoveOrder.Plain)).Outcome);
        Assert.Equal(MoveOutcome.NotFound, (await NewOrder(city).Order.Do(new CancelWork(), new MoveOrder(Reason: "x"))).Outcome);
    }

    [Fact]
    public async Task Time_that_passed_while_the_city_was_down_is_said_once_after_the_start()
    {
        await using var city = await TestCity.Awake();
        var (order, id) = NewOrder(city);
        var later = NewOrder(city);
        await later.Order.Create(Draft with { DueAt = DateTimeOffset.UtcNow.AddDays(7) }, MoveOrder.Plain);

        // The write is the last thing that the silo does: nobody of it can look at the due time any more.
        var due = DateTimeOffset.UtcNow.AddMilliseconds(1);
        await order.Create(Draft with { DueAt = DateTimeOffset.UtcNow.AddDays(7) }, MoveOrder.Plain);
        city.Cases.Before = write =>
        {
            if (write.Appends.Any(static append => append.Events.Any(static each => each.Type == "overdue")))
            {
                throw new IOException("The silo is dying.");
            }
        };
        await order.Do(new RescheduleWork(due), MoveOrder.Plain);
        await city.Kill();
        city.Cases.Before = static _ => { };
        Assert.DoesNotContain(city.Cases.Events, static each => each.Type == "overdue");
        await city.Start();

        await city.Pulse.Until(() => city.Cases.Events.Any(static each => each.Type == "overdue"), "the time has passed");
        Assert.True((await city.Grains.GetGrain<IWorkOrderGrain>(id).Read())!.IsOverdue);
        Assert.Equal(id, Assert.Single((await List(city, WorkOrderQuery.All with { IsOverdue = true })).WorkOrders).Id);
        Assert.Equal(1, (await List(city, WorkOrderQuery.All with { IsOverdue = false })).Total);
        await city.Stop();
        await city.Start();
        await city.Grains.GetGrain<IWorkOrderGrain>(id).Do(new TellOverdue(due), MoveOrder.Plain);
        Assert.Single(city.Cases.Events, static each => each.Type == "overdue");
    }

    [Fact]
    public async Task Crews_are_put_and_listed_and_two_who_put_one_at_once_learn_of_each_other()
    {
        await using var city = await TestCity.Awake();
        await Crew(city, "doi-3", isActive: true);
        await Crew(city, "doi-1", isActive: true);
        var crews = city.Grains.GetGrain<ICrewsGrain>(0);
        var changed = new Crew("doi-3", "Đội 3 mới", ["điện"], null, null, true);

        Assert.Equal(MoveOutcome.Done, (await crews.Put(changed, new MoveOrder("k", Expected: 1))).Outcome);
        Assert.Equal(MoveOutcome.Unchanged, (await crews.Put(changed, new MoveOrder("k", Expected: 1))).Outcome);
        Assert.Equal(MoveOutcome.Conflict, (await crews.Put(changed, new MoveOrder(Expected: 1))).Outcome);
        Assert.Equal(MoveOutcome.Invalid, (await crews.Put(changed with { Id = "Đội" }, MoveOrder.Plain)).Outcome);

        Assert.Equal(["doi-1", "doi-3"], (await crews.List()).Select(static crew => crew.Id));
        Assert.Equal("Đội 3 mới", (await crews.List())[1].Name);
    }

    private static WorkOrderDraft Draft => new("Dọn cây đổ", null, Severity.High, null, null, null, null, NeedsEvidence: false);

    private static (IWorkOrderGrain Order, string Id) NewOrder(TestCity city)
    {
        var id = WorkOrderId.Of(Guid.NewGuid().ToString());
        return (city.Grains.GetGrain<IWorkOrderGrain>(id), id);
    }

    private static async Task Crew(TestCity city, string id, bool isActive) => Assert.True(
        (await city.Grains.GetGrain<ICrewsGrain>(0).Put(new Crew(id, $"Đội {id}", [], null, null, isActive), MoveOrder.Plain)).IsDone);

    private static Task<WorkOrderPage> List(TestCity city, WorkOrderQuery query) =>
        city.Grains.GetGrain<IWorkOrdersGrain>(0).List(query);
}
