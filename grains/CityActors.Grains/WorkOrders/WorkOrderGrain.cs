using CityActors.Cases;
using CityActors.Domain.Files;
using CityActors.Domain.Incidents.Moves;
using CityActors.Domain.WorkOrders;
using CityActors.Grains.Cases;
using CityActors.Grains.Files;
using CityActors.Grains.Incidents;
using CityActors.Grains.Twins;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Grains.WorkOrders;

/// <summary>One work order: asks Domain, writes, and answers.</summary>
internal sealed class WorkOrderGrain : Grain, IWorkOrderGrain
{
    private readonly string id;
    private readonly CaseBook<WorkOrder, WorkOrderEvent> book;
    private readonly ICaseStore store;
    private readonly IFileStore files;

    /// <summary>Opens the book of the order that the key names.</summary>
    public WorkOrderGrain(IGrainContext context, ICaseStore store, IFileStore files, TimeProvider time)
    {
        id = context.GrainId.Key.ToString()!;
        book = new(new CaseId(CaseKinds.WorkOrder, id), WorkOrderWays.Of(id), store, time);
        (this.store, this.files) = (store, files);
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> Create(WorkOrderDraft draft, MoveOrder order)
    {
        if (draft.Incident is { } incident && IncidentId.IsValid(incident)
            && await GrainFactory.GetGrain<IIncidentGrain>(incident).Read() is null)
        {
            return Not(MoveOutcome.Refused, $"There is no incident '{incident}'.");
        }

        var isActive = draft.Crew is { } crew && await IsActive(crew);
        return await Move(order, draft, known => WorkOrderDecisions.Create(known, draft, isActive));
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> Do(WorkOrderAction action, MoveOrder order)
    {
        if (action is AttachToWork attach && FileRules.Check(attach.Attachment) is null
            && await FileProof.Check(files, attach.Attachment) is { } wrong)
        {
            return Not(MoveOutcome.Invalid, wrong);
        }

        var isActive = action is AssignWork assign && await IsActive(assign.Crew);
        return await Move(order, action, known => WorkOrderDecisions.Decide(known, id, action, order, isActive));
    }

    /// <inheritdoc/>
    public async Task<WorkOrderState?> Read()
    {
        if (!WorkOrderId.IsValid(id))
        {
            return null;
        }

        await book.Open();
        return book.Case?.State();
    }

    /// <inheritdoc/>
    public Task<TimelinePage> Timeline(long after, int most)
    {
        Most.Check(most, 1_000);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return book.Timeline(after, most);
    }

    private Task<MoveAnswer> Move<T>(MoveOrder order, T content, Func<WorkOrder?, Decision<WorkOrderEvent>> decide)
        where T : notnull =>
        WorkOrderId.IsValid(id)
            ? book.Move(order, content, known => IncidentChecks.Order(order) is { } wrong
                ? Decision<WorkOrderEvent>.Invalid(wrong)
                : decide(known))
            : Task.FromResult(Not(MoveOutcome.NotFound, $"'{id}' is not the id of a work order."));

    private async Task<bool> IsActive(string crew) =>
        CrewRules.CheckId(crew) is null && (await CrewsGrain.Find(store, crew))?.IsActive == true;

    private MoveAnswer Not(MoveOutcome outcome, string why) => new(outcome, id, 0, 0, why, [], null, null);
}
