using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>Makes a work order of its events.</summary>
public static class WorkOrderFold
{
    /// <summary>The order after an event. The first one writes it; what cannot be applied to nothing leaves nothing.</summary>
    public static WorkOrder? Apply(WorkOrder? order, string id, Recorded<WorkOrderEvent> recorded)
    {
        var entry = WorkOrderTimeline.Entry(recorded);
        var after = (order, recorded.Event) switch
        {
            (null, WorkCreated created) => Begin(id, created.Draft, recorded, entry),
            (null, _) => null,
            ({ } known, var happened) => Change(known, happened, recorded.At, entry),
        };
        return after is null ? null : after with { Version = recorded.Version, Position = recorded.Position, Last = entry };
    }

    private static WorkOrder Begin(string id, WorkOrderDraft draft, Recorded<WorkOrderEvent> recorded, TimelineEntry entry) => new()
    {
        Id = id, Phase = WorkOrderPhase.Created, Title = draft.Title, Description = draft.Description, Severity = draft.Severity,
        Incident = draft.Incident, Twin = draft.Twin, DueAt = draft.DueAt, NeedsEvidence = draft.NeedsEvidence,
        CreatedAt = recorded.At, CreatedBy = recorded.Actor, Last = entry, PhaseMove = entry,
    };

    private static WorkOrder Change(WorkOrder order, WorkOrderEvent happened, DateTimeOffset at, TimelineEntry entry) => happened switch
    {
        WorkAssigned assigned => Enter(order, WorkOrderPhase.Assigned, entry) with { Crew = assigned.Crew },
        WorkAccepted => Enter(order, WorkOrderPhase.Accepted, entry),
        WorkRejected => Enter(order, WorkOrderPhase.Rejected, entry) with { Crew = null },
        WorkStarted => Enter(order, WorkOrderPhase.InProgress, entry),
        WorkDone done => Enter(order, WorkOrderPhase.Done, entry) with { DoneAt = at, Outcome = done.Outcome },
        WorkVerified => Enter(order, WorkOrderPhase.Verified, entry),
        WorkReturned => Enter(order, WorkOrderPhase.InProgress, entry) with { DoneAt = null, Outcome = null },
        WorkCancelled => Enter(order, WorkOrderPhase.Cancelled, entry),
        WorkRescheduled rescheduled => order with { DueAt = rescheduled.DueAt },
        WorkDescribed described => order with
        {
            Title = described.Title, Description = described.Description, Severity = described.Severity,
            NeedsEvidence = described.NeedsEvidence,
        },
        EvidenceAttached attached => order with { Evidence = order.Evidence.Add(attached.Attachment) },
        EvidenceDetached detached => order with
        {
            Evidence = order.Evidence.RemoveAll(each => each.Checksum == detached.Attachment.Checksum),
        },
        WorkOverdue overdue => order with { SaidDue = overdue.DueAt },
        _ => order,
    };

    private static WorkOrder Enter(WorkOrder order, WorkOrderPhase phase, TimelineEntry entry) =>
        order with { Phase = phase, PhaseMove = entry };
}
