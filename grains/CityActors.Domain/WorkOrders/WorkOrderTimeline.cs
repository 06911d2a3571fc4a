using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Incidents;

namespace CityActors.Domain.WorkOrders;

/// <summary>Events as people read them in a timeline.</summary>
public static class WorkOrderTimeline
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The entry of an event.</summary>
    public static TimelineEntry Entry(Recorded<WorkOrderEvent> recorded)
    {
        var (kind, text, details) = Say(recorded.Event);
        return new TimelineEntry(
            recorded.Version, recorded.Position, recorded.At, recorded.Actor, kind, recorded.Reason, text, details);
    }

    private static (string Kind, string? Text, ImmutableSortedDictionary<string, string> Details) Say(WorkOrderEvent happened) =>
        happened switch
        {
            WorkCreated created => ("created", created.Draft.Title, Due(
                created.Draft.Incident is { } incident ? None.Add("incident", incident) : None, created.Draft.DueAt)),
            WorkAssigned assigned => ("assigned", null, None.Add("crew", assigned.Crew)),
            WorkAccepted => ("accepted", null, None),
            WorkRejected => ("rejected", null, None),
            WorkStarted => ("started", null, None),
            WorkDone done => ("done", done.Outcome, None),
            WorkVerified => ("verified", null, None),
            WorkReturned => ("returned", null, None),
            WorkCancelled => ("cancelled", null, None),
            WorkRescheduled rescheduled => ("rescheduled", null, Due(None, rescheduled.DueAt)),
            WorkDescribed described => ("described", described.Title, None),
            WorkNoted noted => ("noted", noted.Text, None),
            EvidenceAttached attached => ("attached", attached.Attachment.Name, None.Add("checksum", attached.Attachment.Checksum)),
            EvidenceDetached detached => ("detached", detached.Attachment.Name, None.Add("checksum", detached.Attachment.Checksum)),
            WorkOverdue overdue => ("overdue", null, Due(None, overdue.DueAt)),
            _ => ("changed", null, None),
        };

    private static ImmutableSortedDictionary<string, string> Due(
        ImmutableSortedDictionary<string, string> details, DateTimeOffset? dueAt) =>
        dueAt is { } due ? details.Add("dueAt", due.ToString("O", System.Globalization.CultureInfo.InvariantCulture)) : details;
}
