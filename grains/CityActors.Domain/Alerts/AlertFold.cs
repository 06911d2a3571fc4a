using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Cases;

namespace CityActors.Domain.Alerts;

/// <summary>Makes an alert of its events.</summary>
public static class AlertFold
{
    /// <summary>The alert after an event; the first event of an alert is that it was raised.</summary>
    public static Alert Apply(string episode, Alert? alert, Recorded<AlertEvent> recorded)
    {
        var entry = AlertTimeline.Entry(recorded);
        var next = alert is null || recorded.Event is AlertRaised ? Begin(episode, recorded, entry) : Go(alert, recorded.Event, entry);
        return next with { Version = recorded.Version, Position = recorded.Position, Last = entry };
    }

    private static Alert Begin(string episode, Recorded<AlertEvent> recorded, TimelineEntry entry)
    {
        var raised = recorded.Event as AlertRaised
            ?? throw new InvalidDataException($"Alert {episode} begins with {recorded.Event.GetType().Name}; expected that it was raised.");
        return new Alert
        {
            Episode = episode,
            Title = raised.Title,
            Correlator = raised.Correlator,
            First = raised.Report,
            Breach = raised.Report,
            Newest = raised.Report,
            Last = entry,
        };
    }

    private static Alert Go(Alert alert, AlertEvent happened, TimelineEntry entry) => happened switch
    {
        AlertRepeated repeated => Repeat(alert, repeated.Report),
        AlertReturned returned => alert with { Newest = returned.Report, ReturnedAt = returned.Report.ObservedAt },
        AlertCleared cleared => alert with
        {
            Newest = cleared.Report,
            ReturnedAt = alert.ReturnedAt ?? cleared.Report.ObservedAt,
            ClearedAt = cleared.Report.ObservedAt,
            Shelved = null,
            ShelvedUntil = null,
        },
        AlertAcknowledged => alert with { Acknowledged = entry },
        AlertAssigned assigned => alert with { Assignee = assigned.Assignee },
        AlertCommented => alert with { Comments = alert.Comments + 1 },
        AlertShelved shelved => alert with { Shelved = entry, ShelvedUntil = shelved.Until },
        AlertUnshelved => alert with { Shelved = null, ShelvedUntil = null },
        AlertSuppressed suppressed => alert with { Suppression = suppressed.Window },
        AlertUnsuppressed => alert with { Suppression = null },
        AlertLinked linked => alert with { Incident = linked.Incident },
        _ => alert,
    };

    // What was acknowledged and came again after it had returned is new to the operator.
    private static Alert Repeat(Alert alert, AlertReport report) => alert with
    {
        Breach = report,
        Newest = report,
        Acknowledged = alert.ReturnedAt is null ? alert.Acknowledged : null,
        ReturnedAt = null,
    };
}
