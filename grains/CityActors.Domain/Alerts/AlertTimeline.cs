using System.Collections.Immutable;
using System.Globalization;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Cases;

namespace CityActors.Domain.Alerts;

/// <summary>Events as people read them in a timeline.</summary>
public static class AlertTimeline
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The entry of an event.</summary>
    public static TimelineEntry Entry(Recorded<AlertEvent> recorded)
    {
        var (text, details) = Say(recorded.Event);
        return new TimelineEntry(
            recorded.Version, recorded.Position, recorded.At, recorded.Actor, KindOf(recorded.Event), recorded.Reason, text, details);
    }

    /// <summary>The word of an event, as timelines and feeds have it.</summary>
    public static string KindOf(AlertEvent happened) => happened switch
    {
        AlertRaised => "raised",
        AlertRepeated => "repeated",
        AlertReturned => "returned",
        AlertCleared => "cleared",
        AlertAcknowledged => "acknowledged",
        AlertAssigned => "assigned",
        AlertCommented => "commented",
        AlertShelved => "shelved",
        AlertUnshelved => "unshelved",
        AlertSuppressed => "suppressed",
        AlertUnsuppressed => "unsuppressed",
        AlertLinked => "linked",
        _ => "changed",
    };

    private static (string? Text, ImmutableSortedDictionary<string, string> Details) Say(AlertEvent happened) => happened switch
    {
        AlertRaised raised => (raised.Title, Told(raised.Report)),
        AlertRepeated repeated => (null, Told(repeated.Report)),
        AlertReturned returned => (null, Told(returned.Report)),
        AlertCleared cleared => (null, Told(cleared.Report)),
        AlertAssigned { Assignee: { } assignee } => (null, None.Add("assignee", assignee)),
        AlertCommented commented => (commented.Text, None),
        AlertShelved shelved => (null, None.Add("until", Moment(shelved.Until))),
        AlertUnshelved { IsExpired: true } => (null, None.Add("by", "time")),
        AlertSuppressed suppressed => (null, None.Add("window", suppressed.Window)),
        AlertLinked { Incident: { } incident } => (null, None.Add("incident", incident)),
        _ => (null, None),
    };

    private static ImmutableSortedDictionary<string, string> Told(AlertReport report)
    {
        var details = None.Add("observedAt", Moment(report.ObservedAt)).Add("count", report.Count.ToString(CultureInfo.InvariantCulture));
        details = report.Value is { Length: > 0 } value ? details.Add("value", value) : details;
        return report.Unit is { } unit ? details.Add("unit", unit) : details;
    }

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
