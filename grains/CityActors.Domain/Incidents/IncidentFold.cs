using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Files;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>Makes an incident of its events.</summary>
public static class IncidentFold
{
    /// <summary>The incident after an event. The first one opens it; what cannot be applied to nothing leaves nothing.</summary>
    public static Incident? Apply(Incident? incident, string id, Recorded<IncidentEvent> recorded)
    {
        var entry = IncidentTimeline.Entry(recorded);
        var after = (incident, recorded.Event) switch
        {
            (null, IncidentOpened opened) => Begin(id, opened.Opening, recorded.At, entry),
            (null, TransferBegun begun) => Begin(id, begun.Transfer.Opening, recorded.At, entry) with
            {
                SplitFrom = new IncidentReference(begun.Transfer.From, begun.Transfer.Version),
                Taken = Incident.EmptySet().Add(begun.Transfer.Id),
                People = begun.Transfer.People, Attachments = begun.Transfer.Attachments,
                Work = Incident.EmptyOf<IncidentWork>().SetItems(begun.Transfer.Work.Select(Pair)),
            },
            (null, _) => null,
            ({ } known, var happened) => Change(known, happened, recorded.At, entry),
        };
        return after is null ? null : after with { Version = recorded.Version, Position = recorded.Position, Last = entry };
    }

    private static Incident Begin(string id, IncidentOpening opening, DateTimeOffset at, TimelineEntry entry) => new()
    {
        Id = id, Opening = opening, Phase = IncidentPhase.Open, Severity = Worst(opening.Severity, opening.Alerts), Title = opening.Title,
        Description = opening.Description, OpenedAt = at, Last = entry, PhaseMove = entry,
        Alerts = Incident.EmptyOf<IncidentAlert>().SetItems(opening.Alerts.Select(Pair)),
        Twins = Incident.EmptySet().Union(opening.Twins), Kpis = Incident.EmptySet().Union(opening.Kpis),
    };

    private static Incident Change(Incident incident, IncidentEvent happened, DateTimeOffset at, TimelineEntry entry) => happened switch
    {
        IncidentAcknowledged => Enter(incident, IncidentPhase.Acknowledged, entry) with { AcknowledgedAt = at },
        IncidentStarted => Enter(incident, IncidentPhase.InProgress, entry) with { ResolvedAt = null, Resolution = null },
        IncidentResolved resolved => Enter(incident, IncidentPhase.Resolved, entry) with
        {
            ResolvedAt = at, Resolution = resolved.Resolution,
        },
        IncidentClosed => Enter(incident, IncidentPhase.Closed, entry) with { ClosedAt = at },
        IncidentReopened => Enter(incident, IncidentPhase.Open, entry) with
        {
            AcknowledgedAt = null, ResolvedAt = null, ClosedAt = null, Resolution = null, MergedInto = null,
            Reopened = incident.Reopened + 1,
        },
        IncidentMerged merged => Enter(incident, IncidentPhase.Closed, entry) with
        {
            ClosedAt = at, MergedInto = merged.Into, Alerts = incident.Alerts.Clear(), News = incident.News.Clear(),
            Twins = incident.Twins.Clear(), Kpis = incident.Kpis.Clear(), Work = incident.Work.Clear(),
            Gone = incident.Gone.SetItems(incident.Alerts.Keys.Select(episode => KeyValuePair.Create(episode, merged.Into))),
        },
        IncidentDescribed described => incident with { Title = described.Title, Description = described.Description },
        IncidentGraded graded => incident with { Severity = graded.Severity, IsGraded = true },
        IncidentAssigned assigned => incident with { Owner = assigned.Owner },
        PersonAdded added => incident with { People = With(incident.People, [added.Person]) },
        PersonRemoved removed => incident with { People = incident.People.Remove(removed.Person) },
        FileAttached attached => incident with { Attachments = With(incident.Attachments, [attached.Attachment]) },
        FileDetached detached => incident with
        {
            Attachments = incident.Attachments.RemoveAll(each => each.Checksum == detached.Attachment.Checksum),
        },
        WorkTold told => incident with { Work = With(incident.Work, [told.Work]) },
        TransferTaken taken => Take(incident, taken.Transfer),
        _ => ChangeLinks(incident, happened),
    };

    private static Incident ChangeLinks(Incident incident, IncidentEvent happened) => happened switch
    {
        AlertsLinked linked => Link(incident, linked.Alerts),
        AlertsUnlinked unlinked => incident with { Alerts = incident.Alerts.RemoveRange(unlinked.Episodes) },
        AlertTold told => Tell(incident, new IncidentAlert(told.Episode, null, told.IsCleared)),
        TwinsLinked linked => incident with { Twins = incident.Twins.Union(linked.Twins) },
        TwinsUnlinked unlinked => incident with { Twins = incident.Twins.Except(unlinked.Twins) },
        KpisLinked linked => incident with { Kpis = incident.Kpis.Union(linked.Kpis) },
        KpisUnlinked unlinked => incident with { Kpis = incident.Kpis.Except(unlinked.Kpis) },
        IncidentSplit split => incident with
        {
            Alerts = incident.Alerts.RemoveRange(split.Episodes), Twins = incident.Twins.Except(split.Twins),
            Gone = incident.Gone.SetItems(split.Episodes.Select(episode => KeyValuePair.Create(episode, split.Into))),
        },
        _ => incident,
    };

    private static Incident Enter(Incident incident, IncidentPhase phase, TimelineEntry entry) =>
        incident with { Phase = phase, PhaseMove = entry };

    private static Incident Take(Incident incident, IncidentTransfer transfer)
    {
        var taken = Link(incident, transfer.Opening.Alerts) with
        {
            Taken = incident.Taken.Add(transfer.Id),
            Twins = incident.Twins.Union(transfer.Opening.Twins),
            Kpis = incident.Kpis.Union(transfer.Opening.Kpis),
            People = With(incident.People, transfer.People),
            Attachments = With(incident.Attachments, transfer.Attachments),
            Work = With(incident.Work, transfer.Work),
            Severity = Worse(incident.Severity, transfer.Opening.Severity),
            Merged = transfer.Version == 0 ? incident.Merged : incident.Merged.Add(new IncidentReference(transfer.From, transfer.Version)),
        };
        return transfer.News.Aggregate(taken, Tell);
    }

    private static Incident Link(Incident incident, ImmutableArray<IncidentAlert> alerts)
    {
        var (linked, news) = (incident.Alerts.ToBuilder(), incident.News);
        foreach (var alert in alerts)
        {
            // What was said of an alert before it was linked is newer than what its link says.
            var known = news.TryGetValue(alert.Episode, out var said) ? alert with { IsCleared = said.IsCleared } : alert;
            linked[alert.Episode] = linked.TryGetValue(alert.Episode, out var had)
                ? had with
                {
                    Twin = had.Twin ?? alert.Twin, IsCleared = had.IsCleared || known.IsCleared, Severity = had.Severity ?? alert.Severity,
                }
                : known;
            news = news.Remove(alert.Episode);
        }

        return incident with
        {
            Severity = incident.IsGraded ? incident.Severity : Worst(incident.Severity, alerts),
            Alerts = linked.ToImmutable(), News = news, Gone = incident.Gone.RemoveRange(alerts.Select(static alert => alert.Episode)),
        };
    }

    private static Incident Tell(Incident incident, IncidentAlert said)
    {
        if (incident.Alerts.TryGetValue(said.Episode, out var linked))
        {
            return incident with { Alerts = incident.Alerts.SetItem(said.Episode, linked with { IsCleared = said.IsCleared }) };
        }

        var news = incident.News.SetItem(said.Episode, said);
        return incident with { News = news.Count <= Incident.NewsMax ? news : news.Remove(news.Keys.First()) };
    }

    private static Severity Worst(Severity severity, ImmutableArray<IncidentAlert> alerts) =>
        alerts.Aggregate(severity, static (worst, alert) => Worse(worst, alert.Severity ?? worst));

    private static Severity Worse(Severity one, Severity other) => one > other ? one : other;

    private static ImmutableArray<IncidentPerson> With(ImmutableArray<IncidentPerson> had, ImmutableArray<IncidentPerson> more) =>
        [.. had.Union(more)];

    private static ImmutableArray<Attachment> With(ImmutableArray<Attachment> had, ImmutableArray<Attachment> more) =>
        [.. had.Concat(more).DistinctBy(static attachment => attachment.Checksum)];

    private static ImmutableSortedDictionary<string, IncidentWork> With(
        ImmutableSortedDictionary<string, IncidentWork> had, ImmutableArray<IncidentWork> more)
    {
        foreach (var work in more)
        {
            if (!had.TryGetValue(work.Id, out var known) || known.Version < work.Version)
            {
                had = had.SetItem(work.Id, work);
            }
        }

        return had;
    }

    private static KeyValuePair<string, IncidentAlert> Pair(IncidentAlert alert) => KeyValuePair.Create(alert.Episode, alert);

    private static KeyValuePair<string, IncidentWork> Pair(IncidentWork work) => KeyValuePair.Create(work.Id, work);
}
