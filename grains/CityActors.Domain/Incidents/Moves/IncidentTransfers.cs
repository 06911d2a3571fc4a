using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>
/// Merging and splitting: links leave an incident with an event of it and come to another one with an event of that; in between the
/// transfers that are told hold them. None is lost, none is doubled, whatever is told twice or late.
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

        var whole = Bare(incident) with
        {
            Version = incident.Version + 1, People = incident.People, Attachments = incident.Attachments,
            Work = [.. incident.Work.Values], News = [.. incident.News.Values],
        };
        whole = whole with
        {
            Opening = whole.Opening with
            {
                Severity = incident.Severity, Alerts = [.. incident.Alerts.Values], Twins = [.. incident.Twins], Kpis = [.. incident.Kpis],
            },
        };
        return Decision<IncidentEvent>.Do(new IncidentMerged(into, incident.Alerts.Count)) with { Tells = Tell(into, whole) };
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

        var bare = Bare(incident);
        var made = IncidentId.Of($"split:{bare.Id}");
        ImmutableArray<string> episodes = [.. split.Episodes.Distinct()];
        ImmutableArray<string> twins = [.. split.Twins.Distinct()];
        var whole = bare with
        {
            Version = incident.Version + 1, IsSplit = true,
            Opening = bare.Opening with
            {
                Cause = $"split:{bare.Id}", Title = split.Title, Description = null, Severity = incident.Severity, Twins = twins,
                Alerts = [.. episodes.Select(episode => incident.Alerts[episode])],
            },
        };
        return Decision<IncidentEvent>.Do(new IncidentSplit(made, episodes, twins)) with { Tells = Tell(made, whole), Made = made };
    }

    /// <summary>Takes what was handed over: keeps it, or passes it on when this one was merged itself.</summary>
    public static Decision<IncidentEvent> Take(Incident incident, IncidentTransfer transfer)
    {
        if (incident.Taken.Contains(transfer.Id))
        {
            return Decision<IncidentEvent>.Nothing;
        }

        // News of alerts that this one had and handed over follow them; the rest is for this one, or for the one it was merged into.
        var (strays, bare) = (Strays(incident, transfer), Bare(incident));
        var kept = transfer with { News = [.. transfer.News.Except(strays.SelectMany(static stray => stray))] };
        var passed = strays.Select((stray, number) => Pass(bare with { Id = $"{bare.Id}-{number}", News = [.. stray] }, stray.Key));
        var rest = IsEmpty(kept) ? Decision<IncidentEvent>.Nothing : TakeOwn(incident, kept);
        return passed.Aggregate(rest, static (one, other) => Decision<IncidentEvent>.Do(one.Events.AddRange(other.Events)) with
        {
            Tells = one.Tells.AddRange(other.Tells),
        });
    }

    /// <summary>
    /// What the city says to an incident of something that has gone over to another one is meant for that; null for everything else.
    /// </summary>
    public static Decision<IncidentEvent>? PassOn(Incident incident, IncidentAction action)
    {
        if (action is TellAlert news && !incident.Alerts.ContainsKey(news.Episode) && incident.Gone.TryGetValue(news.Episode, out var gone))
        {
            return Pass(Bare(incident) with { News = [NewsOf(news)] }, gone);
        }

        return (incident.MergedInto, action) switch
        {
            ({ } into, LinkAlerts link) => Pass(With(Bare(incident), link.Alerts), into),
            ({ } into, TellAlert tell) => Pass(Bare(incident) with { News = [NewsOf(tell)] }, into),
            ({ } into, TellWork tell) => Pass(Bare(incident) with { Work = [tell.Work] }, into),
            _ => null,
        };
    }

    private static Decision<IncidentEvent> TakeOwn(Incident incident, IncidentTransfer transfer)
    {
        if (incident.MergedInto is { } into && !IsWhereCircleEnds(incident, transfer))
        {
            return Pass(transfer with { Path = transfer.Path.Add(incident.Id) }, into);
        }

        // Also when it comes to one that was closed meanwhile: what is handed over is not over.
        var isReopened = incident.MergedInto is not null
            || (incident.Phase == IncidentPhase.Closed && transfer.Opening.Alerts.Any(static alert => !alert.IsCleared));
        return isReopened
            ? Decision<IncidentEvent>.Do(new IncidentReopened(), new TransferTaken(transfer))
            : Decision<IncidentEvent>.Do(new TransferTaken(transfer));
    }

    private static Decision<IncidentEvent> Pass(IncidentTransfer transfer, string into) =>
        Decision<IncidentEvent>.Do(new TransferPassed(transfer.Id, into)) with { Tells = Tell(into, transfer) };

    private static List<IGrouping<string, IncidentAlert>> Strays(Incident incident, IncidentTransfer transfer) =>
    [
        .. transfer.News
            .Where(news => !incident.Alerts.ContainsKey(news.Episode) && incident.Gone.ContainsKey(news.Episode)
                && !transfer.Opening.Alerts.Any(alert => alert.Episode == news.Episode))
            .GroupBy(news => incident.Gone[news.Episode]),
    ];

    private static bool IsEmpty(IncidentTransfer transfer) => transfer is { Version: 0, News.IsEmpty: true, Work.IsEmpty: true }
        && transfer.Opening is { Alerts.IsEmpty: true, Twins.IsEmpty: true, Kpis.IsEmpty: true }
        && transfer is { People.IsEmpty: true, Attachments.IsEmpty: true };

    // Two operators may merge two incidents into each other at once. Both are closed then, and what they hand over comes back to them:
    // the one with the smallest id of the circle goes on, in whatever order it comes.
    private static bool IsWhereCircleEnds(Incident incident, IncidentTransfer transfer)
    {
        var start = transfer.Path.IndexOf(incident.MergedInto!);
        return start >= 0 && transfer.Path.Skip(start).All(other => string.CompareOrdinal(incident.Id, other) <= 0);
    }

    // Of no version and the least severity: it adds what it holds, and nothing else.
    private static IncidentTransfer Bare(Incident incident) => new(
        $"{incident.Id}.{incident.Version + 1}", incident.Id, 0, false,
        incident.Opening with
        {
            Title = incident.Title, Description = null, Severity = Severity.Informational, Alerts = [], Twins = [], Kpis = [],
        },
        [], [], [incident.Id], [], []);

    private static IncidentTransfer With(IncidentTransfer transfer, ImmutableArray<IncidentAlert> alerts) =>
        transfer with { Opening = transfer.Opening with { Alerts = alerts } };

    private static IncidentAlert NewsOf(TellAlert tell) => new(tell.Episode, null, tell.IsCleared);

    // The same transfer may come to the same incident again on a longer path: that is another word, not a repetition.
    private static ImmutableArray<Tell> Tell(string into, IncidentTransfer whole) =>
    [
        .. TransferParts.Of(whole).Select(
            part => new TransferTell(into, string.Create(null, $"take:{part.Id}:{part.Path.Length}:{part.Path[^1]}"), part)),
    ];
}
