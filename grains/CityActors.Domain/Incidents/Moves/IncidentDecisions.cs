using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>Decides what a move comes to. It changes nothing.</summary>
public static class IncidentDecisions
{
    /// <summary>Opens an incident for its cause; one that is there already stays as it is.</summary>
    public static Decision<IncidentEvent> Open(Incident? incident, string id, IncidentOpening opening, MoveOrder order)
    {
        if (IncidentChecks.Opening(opening) is { } wrong)
        {
            return Decision<IncidentEvent>.Invalid(wrong);
        }

        if (IncidentId.Of(opening.Cause) != id)
        {
            return Decision<IncidentEvent>.Invalid($"Expected the id {IncidentId.Of(opening.Cause)} for this cause, got '{id}'.");
        }

        return incident is null ? Decision<IncidentEvent>.Do(new IncidentOpened(opening)) : Decision<IncidentEvent>.Nothing;
    }

    /// <summary>Decides on a move.</summary>
    /// <param name="incident">The incident; null when there is none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="action">The move.</param>
    /// <param name="order">What goes with it.</param>
    /// <param name="into">The incident that is to be merged into, as it was read just before; null when there is none.</param>
    /// <param name="closesWhenCleared">Whether an incident closes by itself when all its alerts are cleared.</param>
    public static Decision<IncidentEvent> Decide(
        Incident? incident, string id, IncidentAction action, MoveOrder order, IncidentState? into = null, bool closesWhenCleared = false)
    {
        if ((IncidentChecks.Order(order) ?? IncidentChecks.Action(action)) is { } wrong)
        {
            return Decision<IncidentEvent>.Invalid(wrong);
        }

        if (incident is null)
        {
            return Decision<IncidentEvent>.NotFound($"There is no incident '{id}'.");
        }

        if (order.Expected is { } expected && expected != incident.Version)
        {
            return Decision<IncidentEvent>.Conflict(
                $"Expected version {expected}, it is {incident.Version}: {Who(incident.Last)}.", incident.Last);
        }

        return Cleared(incident, Move(incident, action, order, into), closesWhenCleared);
    }

    /// <summary>Decides on what another incident hands over. It is never refused: what is handed over must not be lost.</summary>
    public static Decision<IncidentEvent> Take(Incident? incident, string id, IncidentTransfer transfer, bool closesWhenCleared = false) =>
        incident is null
            ? Decision<IncidentEvent>.Do(new TransferBegun(transfer))
            : Cleared(incident, IncidentTransfers.Take(incident, transfer), closesWhenCleared);

    private static Decision<IncidentEvent> Move(Incident incident, IncidentAction action, MoveOrder order, IncidentState? into)
    {
        if (IncidentTransfers.PassOn(incident, action) is { } passed)
        {
            return passed;
        }

        if (IncidentMoves.Target(action) is { } target)
        {
            return Phase(incident, action, target, order);
        }

        if (IncidentMoves.NameOf(action) is { } name && !IncidentMoves.Allowed(incident).Contains(name))
        {
            var why = incident.MergedInto is { } other ? $"it was merged into {other}" : Who(incident.PhaseMove);
            return Decision<IncidentEvent>.Refuse(
                $"'{name}' is not allowed: {why}. Allowed: {string.Join(", ", IncidentMoves.Allowed(incident))}.", incident.PhaseMove);
        }

        return action switch
        {
            MergeIncident merge => IncidentTransfers.Merge(incident, merge.Into, into),
            SplitIncident split => IncidentTransfers.Split(incident, split),
            _ => IncidentEdits.Edit(incident, action),
        };
    }

    private static Decision<IncidentEvent> Phase(Incident incident, IncidentAction action, IncidentPhase target, MoveOrder order)
    {
        var name = IncidentMoves.NameOf(action)!;
        if (incident.MergedInto is not null || !IncidentMoves.PhaseMoves(incident.Phase).Contains(name))
        {
            var allowed = string.Join(", ", IncidentMoves.Allowed(incident));
            if (incident.MergedInto is { } into)
            {
                return Decision<IncidentEvent>.Refuse($"'{name}' is not allowed: it was merged into {into}. Allowed: {allowed}.");
            }

            // Whoever wants to go where it is already, or past that, came second.
            var isLate = target == IncidentPhase.Open
                ? incident.Phase == IncidentPhase.Open && incident.Reopened > 0
                : incident.Phase >= target;
            var detail = $"'{name}' is not allowed: {Who(incident.PhaseMove)}. Allowed: {allowed}.";
            return isLate
                ? Decision<IncidentEvent>.Conflict(detail, incident.PhaseMove)
                : Decision<IncidentEvent>.Refuse(detail, incident.PhaseMove);
        }

        return action switch
        {
            AcknowledgeIncident => Decision<IncidentEvent>.Do(new IncidentAcknowledged()),
            StartIncident => Decision<IncidentEvent>.Do(new IncidentStarted()),
            ResolveIncident resolve => Decision<IncidentEvent>.Do(new IncidentResolved(resolve.Resolution)),
            CloseIncident => Decision<IncidentEvent>.Do(new IncidentClosed()),
            _ when string.IsNullOrWhiteSpace(order.Reason) =>
                Decision<IncidentEvent>.Invalid("Expected a reason for opening the incident again, got none."),
            _ => Decision<IncidentEvent>.Do(new IncidentReopened()),
        };
    }

    // The timeline says once that all alerts are cleared, each time that it becomes so; only then, and if asked for, it closes.
    private static Decision<IncidentEvent> Cleared(Incident before, Decision<IncidentEvent> decision, bool closes)
    {
        if (before.IsCleared || decision.Events.IsEmpty)
        {
            return decision;
        }

        var after = before;
        foreach (var happened in decision.Events)
        {
            after = IncidentFold.Apply(after, before.Id, new(before.Version, before.Position, before.OpenedAt, "", null, happened))!;
        }

        if (!after.IsCleared)
        {
            return decision;
        }

        var events = decision.Events.Add(new AlertsCleared());
        return decision with
        {
            Events = !closes || after.Phase is IncidentPhase.Closed ? events
                : after.Phase is IncidentPhase.Resolved ? events.Add(new IncidentClosed())
                : [.. events, new IncidentResolved("Mọi cảnh báo đã hết (all alerts are cleared)."), new IncidentClosed()],
        };
    }

    private static string Who(TimelineEntry entry) => $"{entry.Kind} by {entry.Actor} at {entry.At:yyyy-MM-ddTHH:mm:ssZ}";
}
