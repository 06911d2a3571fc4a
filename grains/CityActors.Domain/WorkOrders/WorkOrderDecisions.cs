using CityActors.Cases;
using CityActors.Domain.Files;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>Decides what a move comes to. It changes nothing.</summary>
public static class WorkOrderDecisions
{
    private const int EvidenceMax = 100;

    /// <summary>Writes an order, once.</summary>
    /// <param name="order">What is there already; null when there is nothing.</param>
    /// <param name="draft">What it is written with.</param>
    /// <param name="isCrewActive">Whether the crew of the draft is known and takes orders.</param>
    public static Decision<WorkOrderEvent> Create(WorkOrder? order, WorkOrderDraft draft, bool isCrewActive)
    {
        var wrong = IncidentChecks.Title(draft.Title) ?? IncidentChecks.OptionalLong("a description", draft.Description)
            ?? IncidentChecks.Severity(draft.Severity) ?? IncidentChecks.Urn("a twin", draft.Twin)
            ?? (draft.Incident is null || IncidentId.IsValid(draft.Incident) ? null : "Expected the id of an incident.");
        if (wrong is not null)
        {
            return Decision<WorkOrderEvent>.Invalid(wrong);
        }

        if (order is not null)
        {
            return Decision<WorkOrderEvent>.Nothing;
        }

        return draft.Crew is not { } crew ? Decision<WorkOrderEvent>.Do(new WorkCreated(draft))
            : isCrewActive ? Decision<WorkOrderEvent>.Do(new WorkCreated(draft), new WorkAssigned(crew))
            : NoCrew(crew);
    }

    /// <summary>Decides on a move.</summary>
    /// <param name="order">The order; null when there is none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="action">The move.</param>
    /// <param name="how">What goes with it.</param>
    /// <param name="isCrewActive">Whether the crew that is assigned is known and takes orders.</param>
    public static Decision<WorkOrderEvent> Decide(
        WorkOrder? order, string id, WorkOrderAction action, MoveOrder how, bool isCrewActive = true)
    {
        if ((IncidentChecks.Order(how) ?? Check(action, how)) is { } wrong)
        {
            return Decision<WorkOrderEvent>.Invalid(wrong);
        }

        if (order is null)
        {
            return Decision<WorkOrderEvent>.NotFound($"There is no work order '{id}'.");
        }

        if (how.Expected is { } expected && expected != order.Version)
        {
            return Decision<WorkOrderEvent>.Conflict($"Expected version {expected}, it is {order.Version}: {Who(order.Last)}.", order.Last);
        }

        if (WorkOrderMoves.NameOf(action) is { } name && !WorkOrderMoves.Allowed(order).Contains(name))
        {
            var detail = $"'{name}' is not allowed: {Who(order.PhaseMove)}. Allowed: {string.Join(", ", WorkOrderMoves.Allowed(order))}.";
            return WorkOrderMoves.Target(action) == order.Phase
                ? Decision<WorkOrderEvent>.Conflict(detail, order.PhaseMove)
                : Decision<WorkOrderEvent>.Refuse(detail, order.PhaseMove);
        }

        return Move(order, action, isCrewActive);
    }

    private static string? Check(WorkOrderAction action, MoveOrder how) => action switch
    {
        _ when WorkOrderMoves.NeedsReason(action) && string.IsNullOrWhiteSpace(how.Reason) =>
            $"Expected a reason for '{WorkOrderMoves.NameOf(action)}', got none.",
        AssignWork assign => CrewRules.CheckId(assign.Crew),
        FinishWork finish => IncidentChecks.Long("an outcome", finish.Outcome),
        DescribeWork describe => IncidentChecks.Title(describe.Title)
            ?? IncidentChecks.OptionalLong("a description", describe.Description) ?? IncidentChecks.Severity(describe.Severity),
        NoteWork note => IncidentChecks.Long("a note", note.Text),
        AttachToWork attach => FileRules.Check(attach.Attachment),
        DetachFromWork detach => FileRules.IsChecksum(detach.Checksum) ? null : "Expected a checksum of 64 hexadecimal digits.",
        _ => null,
    };

    private static Decision<WorkOrderEvent> Move(WorkOrder order, WorkOrderAction action, bool isCrewActive)
    {
        switch (action)
        {
            case AssignWork assign when order.Crew == assign.Crew && order.Phase == WorkOrderPhase.Assigned:
                return Decision<WorkOrderEvent>.Nothing;
            case AssignWork assign:
                return isCrewActive ? Decision<WorkOrderEvent>.Do(new WorkAssigned(assign.Crew)) : NoCrew(assign.Crew);
            case AcceptWork:
                return Decision<WorkOrderEvent>.Do(new WorkAccepted());
            case RejectWork:
                return Decision<WorkOrderEvent>.Do(new WorkRejected());
            case StartWork:
                return Decision<WorkOrderEvent>.Do(new WorkStarted());
            case FinishWork when order.NeedsEvidence && order.Evidence.IsEmpty:
                return Decision<WorkOrderEvent>.Refuse("'finish' is not allowed: the order asks for evidence, and none is attached.");
            case FinishWork finish:
                return Decision<WorkOrderEvent>.Do(new WorkDone(finish.Outcome));
            case VerifyWork:
                return Decision<WorkOrderEvent>.Do(new WorkVerified());
            case ReturnWork:
                return Decision<WorkOrderEvent>.Do(new WorkReturned());
            case CancelWork:
                return Decision<WorkOrderEvent>.Do(new WorkCancelled());
            default:
                return Edit(order, action);
        }
    }

    private static Decision<WorkOrderEvent> Edit(WorkOrder order, WorkOrderAction action)
    {
        switch (action)
        {
            case RescheduleWork edit:
                return When(edit.DueAt != order.DueAt, new WorkRescheduled(edit.DueAt));
            case DescribeWork edit:
                var isNew = edit.Title != order.Title || edit.Description != order.Description || edit.Severity != order.Severity
                    || edit.NeedsEvidence != order.NeedsEvidence;
                return When(isNew, new WorkDescribed(edit.Title, edit.Description, edit.Severity, edit.NeedsEvidence));
            case NoteWork edit:
                return When(true, new WorkNoted(edit.Text));
            case AttachToWork edit when order.Evidence.Any(each => each.Checksum == edit.Attachment.Checksum):
                return Decision<WorkOrderEvent>.Nothing;
            case AttachToWork edit:
                return order.Evidence.Length < EvidenceMax ? Decision<WorkOrderEvent>.Do(new EvidenceAttached(edit.Attachment))
                    : Decision<WorkOrderEvent>.Refuse($"Expected at most {EvidenceMax} attachments of a work order.");
            case DetachFromWork edit:
                var file = order.Evidence.FirstOrDefault(each => each.Checksum == edit.Checksum);
                return file is null ? Decision<WorkOrderEvent>.Nothing : Decision<WorkOrderEvent>.Do(new EvidenceDetached(file));
            case TellOverdue edit:
                return When(order.NextDue is { } due && due == edit.DueAt, new WorkOverdue(edit.DueAt));
            default:
                return Decision<WorkOrderEvent>.Invalid($"A move of the kind {action.GetType().Name} is not known.");
        }
    }

    private static Decision<WorkOrderEvent> When(bool isNew, WorkOrderEvent happened) =>
        isNew ? Decision<WorkOrderEvent>.Do(happened) : Decision<WorkOrderEvent>.Nothing;

    private static Decision<WorkOrderEvent> NoCrew(string crew) =>
        Decision<WorkOrderEvent>.Refuse($"There is no crew '{crew}' that takes orders.");

    private static string Who(TimelineEntry entry) => $"{entry.Kind} by {entry.Actor} at {entry.At:yyyy-MM-ddTHH:mm:ssZ}";
}
