using System.Collections.Immutable;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>
/// Merging and splitting: links leave an incident with an event of it and come to another one with an event of that; in between the
/// transfer that is told holds them. None is lost, none is doubled, whatever is told twice or late.
/// </summary>
internal static class IncidentTransfers
{
    /// <summary>Merges an incident into another.</summary>
    /// <param name="incident">The one that goes.</param>
    /// <param name="into">The other's id.</param>
    /// <param name="other">The other, as it was read just before; null when there is none.</param>
    public static Decision<IncidentEvent> Merge(Incident incident, string into, IncidentState? other)
    {
        if (into == incident.Id)
        {
            return Decision<IncidentEvent>.Invalid("Expected another incident to merge into, got the same.");
        }

        if (other is null)
        {
            return Decision<IncidentEvent>.Refuse($"There is no incident '{into}' to merge into.");
        }

        if (other.Phase == IncidentPhase.Closed)
        {
            return Decision<IncidentEvent>.Refuse(other.MergedInto is { } further
                ? $"Incident {into} was merged into {further}: merge into that one."
                : $"Incident {into} is closed: reopen it, or merge it into this one.");
        }

        var transfer = new IncidentTransfer(
            NameOf(incident), incident.Id, incident.Version + 1, false,
            Remaining(incident) with
            {
                Alerts = [.. incident.Alerts.Values], Twins = [.. incident.Twins], Kpis = [.. incident.Kpis],
            },
            incident.People, incident.Attachments, [incident.Id], [.. incident.Work.Values], [.. incident.News.Values]);
        return Decision<IncidentEvent>.Do(new IncidentMerged(into, incident.Alerts.Count)) with { Tells = [Tell(into, transfer)] };
    }

    /// <summary>Splits a part off, into a new incident.</summary>
    public static Decision<IncidentEvent> Split(Incident incident, SplitIncident split)
    {
        var missing = split.Episodes.FirstOrDefault(episode => !incident.Alerts.ContainsKey(episode))
            ?? split.Twins.FirstOrDefault(twin => !incident.Twins.Contains(twin));
        if (missing is not null)
        {
            return Decision<IncidentEvent>.Refuse($"'{missing}' is not linked to incident {incident.Id} by itself.");
        }

        var name = NameOf(incident);
        var made = IncidentId.Of($"split:{name}");
        ImmutableArray<string> episodes = [.. split.Episodes.Distinct()];
        ImmutableArray<string> twins = [.. split.Twins.Distinct()];
        var opening = Remaining(incident) with
        {
            Cause = $"split:{name}", Title = split.Title, Description = null, Twins = twins, Kpis = [],
            Alerts = [.. episodes.Select(episode => incident.Alerts[episode])],
        };
        var transfer = new IncidentTransfer(name, incident.Id, incident.Version + 1, true, opening, [], [], [incident.Id], [], []);
        return Decision<IncidentEvent>.Do(new IncidentSplit(made, episodes, twins)) with
        {
            Tells = [Tell(made, transfer)], Made = made,
        };
    }

    /// <summary>Takes what was handed over: keeps it, or passes it on when this one was merged itself.</summary>
    public static Decision<IncidentEvent> Take(Incident incident, IncidentTransfer transfer)
    {
        if (incident.Taken.Contains(transfer.Id))
        {
            return Decision<IncidentEvent>.Nothing;
        }

        if (incident.MergedInto is null)
        {
            // It comes to one that was closed meanwhile: what is handed over is not over.
            return incident.Phase == IncidentPhase.Closed && HasOpen(transfer)
                ? Decision<IncidentEvent>.Do(new IncidentReopened(), new TransferTaken(transfer))
                : Decision<IncidentEvent>.Do(new TransferTaken(transfer));
        }

        return IsWhereCircleEnds(incident, transfer)
            ? Decision<IncidentEvent>.Do(new IncidentReopened(), new TransferTaken(transfer))
            : Pass(incident, transfer with { Path = transfer.Path.Add(incident.Id) });
    }

    /// <summary>What the city says to an incident that was merged is meant for the other one; null for what people say.</summary>
    public static Decision<IncidentEvent>? PassOn(Incident incident, IncidentAction action)
    {
        var nothing = new IncidentTransfer(
            NameOf(incident), incident.Id, 0, false, Remaining(incident) with { Severity = CityActors.Cases.Severity.Informational }, [], [],
            [incident.Id], [], []);
        return action switch
        {
            LinkAlerts link => Pass(incident, nothing with { Opening = nothing.Opening with { Alerts = link.Alerts } }),
            TellAlert tell => Pass(incident, nothing with { News = [new IncidentAlert(tell.Episode, null, tell.IsCleared)] }),
            TellWork tell => Pass(incident, nothing with { Work = [tell.Work] }),
            _ => null,
        };
    }

    private static Decision<IncidentEvent> Pass(Incident incident, IncidentTransfer transfer) =>
        Decision<IncidentEvent>.Do(new TransferPassed(transfer.Id, incident.MergedInto!)) with
        {
            Tells = [Tell(incident.MergedInto!, transfer)],
        };

    // Two operators may merge two incidents into each other at once. Both are closed then, and what they hand over comes back to them:
    // the one with the smallest id of the circle goes on, on every order in which it comes.
    private static bool IsWhereCircleEnds(Incident incident, IncidentTransfer transfer)
    {
        var start = transfer.Path.IndexOf(incident.MergedInto!);
        return start >= 0
            && transfer.Path.Skip(start).All(other => string.CompareOrdinal(incident.Id, other) <= 0);
    }

    private static bool HasOpen(IncidentTransfer transfer) => transfer.Opening.Alerts.Any(static alert => !alert.IsCleared);

    private static IncidentOpening Remaining(Incident incident) => incident.Opening with
    {
        Title = incident.Title, Description = incident.Description, Severity = incident.Severity, Alerts = [], Twins = [], Kpis = [],
    };

    private static string NameOf(Incident incident) => $"{incident.Id}.{incident.Version + 1}";

    // The same transfer may come to the same incident again on a longer path: that is another word, not a repetition.
    private static TransferTell Tell(string into, IncidentTransfer transfer) =>
        new(into, $"take:{transfer.Id}:{transfer.Path.Length}", transfer);
}
