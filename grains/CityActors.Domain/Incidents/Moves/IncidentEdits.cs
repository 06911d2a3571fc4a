using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>Moves that change what an incident says or is linked to. What is so already changes nothing.</summary>
internal static class IncidentEdits
{
    /// <summary>Decides on an edit that the phase allows.</summary>
    public static Decision<IncidentEvent> Edit(Incident incident, IncidentAction action) => action switch
    {
        DescribeIncident edit => When(
            edit.Title != incident.Title || edit.Description != incident.Description,
            new IncidentDescribed(edit.Title, edit.Description)),
        GradeIncident edit => When(edit.Severity != incident.Severity, new IncidentGraded(edit.Severity)),
        AssignIncident edit => When(edit.Owner != incident.Owner, new IncidentAssigned(edit.Owner)),
        AddPerson edit => incident.People.Contains(edit.Person) ? Decision<IncidentEvent>.Nothing
            : Within("people", incident.People.Length + 1, IncidentChecks.PeopleMax, new PersonAdded(edit.Person)),
        RemovePerson edit => When(incident.People.Contains(edit.Person), new PersonRemoved(edit.Person)),
        NoteIncident edit => When(true, new IncidentNoted(edit.Text)),
        AttachToIncident edit => incident.Attachments.Any(each => each.Checksum == edit.Attachment.Checksum)
            ? Decision<IncidentEvent>.Nothing
            : Within(
                "attachments", incident.Attachments.Length + 1, IncidentChecks.AttachmentsMax, new FileAttached(edit.Attachment)),
        DetachFromIncident edit => incident.Attachments.FirstOrDefault(each => each.Checksum == edit.Checksum) is { } file
            ? Decision<IncidentEvent>.Do(new FileDetached(file))
            : Decision<IncidentEvent>.Nothing,
        TellWork edit => When(
            !incident.Work.TryGetValue(edit.Work.Id, out var known) || known.Version < edit.Work.Version, new WorkTold(edit.Work)),
        _ => Links(incident, action),
    };

    private static Decision<IncidentEvent> Links(Incident incident, IncidentAction action)
    {
        switch (action)
        {
            case LinkAlerts link:
                var alerts = link.Alerts.Where(alert => !incident.Alerts.ContainsKey(alert.Episode))
                    .DistinctBy(static alert => alert.Episode).ToList();
                return alerts.Count == 0 ? Decision<IncidentEvent>.Nothing : Within(
                    "alerts", incident.Alerts.Count + alerts.Count, IncidentChecks.AlertsMax, new AlertsLinked([.. alerts]));
            case UnlinkAlerts unlink:
                var episodes = unlink.Episodes.Where(incident.Alerts.ContainsKey).Distinct().ToList();
                return When(episodes.Count > 0, new AlertsUnlinked([.. episodes]));
            case TellAlert tell:
                var isKnown = incident.Alerts.TryGetValue(tell.Episode, out var linked)
                    || incident.News.TryGetValue(tell.Episode, out linked);
                return When(!isKnown || linked!.IsCleared != tell.IsCleared, new AlertTold(tell.Episode, tell.IsCleared));
            case LinkTwins link:
                var twins = link.Twins.Where(twin => !incident.Twins.Contains(twin)).Distinct().ToList();
                return twins.Count == 0 ? Decision<IncidentEvent>.Nothing : Within(
                    "twins", incident.Twins.Count + twins.Count, IncidentChecks.TwinsMax, new TwinsLinked([.. twins]));
            case UnlinkTwins unlink:
                var known = unlink.Twins.Where(incident.Twins.Contains).Distinct().ToList();
                return When(known.Count > 0, new TwinsUnlinked([.. known]));
            case LinkKpis link:
                var kpis = link.Kpis.Where(kpi => !incident.Kpis.Contains(kpi)).Distinct().ToList();
                return kpis.Count == 0 ? Decision<IncidentEvent>.Nothing : Within(
                    "KPIs", incident.Kpis.Count + kpis.Count, IncidentChecks.KpisMax, new KpisLinked([.. kpis]));
            case UnlinkKpis unlink:
                var had = unlink.Kpis.Where(incident.Kpis.Contains).Distinct().ToList();
                return When(had.Count > 0, new KpisUnlinked([.. had]));
            default:
                return Decision<IncidentEvent>.Invalid($"A move of the kind {action.GetType().Name} is not known.");
        }
    }

    private static Decision<IncidentEvent> When(bool isNew, IncidentEvent happened) =>
        isNew ? Decision<IncidentEvent>.Do(happened) : Decision<IncidentEvent>.Nothing;

    private static Decision<IncidentEvent> Within(string what, int count, int most, IncidentEvent happened) => count <= most
        ? Decision<IncidentEvent>.Do(happened)
        : Decision<IncidentEvent>.Refuse($"Expected at most {most} {what} of an incident, it would have {count}.");
}
