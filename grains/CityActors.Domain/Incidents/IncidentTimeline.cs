using System.Collections.Immutable;
using System.Globalization;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>Events as people read them in a timeline.</summary>
public static class IncidentTimeline
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The entry of an event.</summary>
    public static TimelineEntry Entry(Recorded<IncidentEvent> recorded)
    {
        var (kind, text, details) = Say(recorded.Event);
        return new TimelineEntry(
            recorded.Version, recorded.Position, recorded.At, recorded.Actor, kind, recorded.Reason, text, details);
    }

    private static (string Kind, string? Text, ImmutableSortedDictionary<string, string> Details) Say(IncidentEvent happened) =>
        happened switch
        {
            IncidentOpened opened => ("opened", opened.Opening.Title, With(
                ("cause", opened.Opening.Cause), ("severity", Word(opened.Opening.Severity)),
                ("alerts", Number(opened.Opening.Alerts.Length)))),
            IncidentAcknowledged => ("acknowledged", null, None),
            IncidentStarted => ("started", null, None),
            IncidentResolved resolved => ("resolved", resolved.Resolution, None),
            IncidentClosed => ("closed", null, None),
            IncidentReopened => ("reopened", null, None),
            IncidentDescribed described => ("described", described.Title, None),
            IncidentGraded graded => ("graded", null, With(("severity", Word(graded.Severity)))),
            IncidentAssigned assigned => ("assigned", null, assigned.Owner is { } owner ? With(("owner", owner)) : None),
            PersonAdded added => ("person-added", null, Person(added.Person)),
            PersonRemoved removed => ("person-removed", null, Person(removed.Person)),
            IncidentNoted noted => ("noted", noted.Text, None),
            FileAttached attached => ("attached", attached.Attachment.Name, With(("checksum", attached.Attachment.Checksum))),
            FileDetached detached => ("detached", detached.Attachment.Name, With(("checksum", detached.Attachment.Checksum))),
            WorkTold told => ("work-told", null, With(("workOrder", told.Work.Id), ("phase", told.Work.Phase))),
            _ => SayLinks(happened),
        };

    private static (string Kind, string? Text, ImmutableSortedDictionary<string, string> Details) SayLinks(IncidentEvent happened) =>
        happened switch
        {
            AlertsLinked linked => ("alerts-linked", null, Linked(linked.Alerts)),
            AlertsUnlinked unlinked => ("alerts-unlinked", null, Several("alerts", unlinked.Episodes)),
            AlertTold told => (told.IsCleared ? "alert-cleared" : "alert-raised-again", null, With(("alerts", told.Episode))),
            AlertsCleared => ("alerts-cleared", null, None),
            TwinsLinked linked => ("twins-linked", null, Several("twins", linked.Twins)),
            TwinsUnlinked unlinked => ("twins-unlinked", null, Several("twins", unlinked.Twins)),
            KpisLinked linked => ("kpis-linked", null, Several("kpis", linked.Kpis)),
            KpisUnlinked unlinked => ("kpis-unlinked", null, Several("kpis", unlinked.Kpis)),
            IncidentMerged merged => ("merged", null, With(("into", merged.Into), ("alerts", Number(merged.Alerts)))),
            IncidentSplit split => ("split", null, Several("alerts", split.Episodes).Add("into", split.Into)),
            TransferBegun begun => ("begun", begun.Transfer.Opening.Title, With(
                ("from", begun.Transfer.From), ("version", begun.Transfer.Version.ToString(CultureInfo.InvariantCulture)),
                ("alerts", Number(begun.Transfer.Opening.Alerts.Length)))),
            TransferTaken taken => ("taken", taken.Transfer.Opening.Title, With(
                ("from", taken.Transfer.From), ("version", taken.Transfer.Version.ToString(CultureInfo.InvariantCulture)),
                ("alerts", Number(taken.Transfer.Opening.Alerts.Length)))),
            TransferPassed passed => ("passed", null, With(("into", passed.Into))),
            _ => ("changed", null, None),
        };

    private static ImmutableSortedDictionary<string, string> Person(IncidentPerson person) =>
        With(("person", person.Name), ("role", person.Role));

    // A timeline is read by people: it names a few, and says how many more there are.
    private static ImmutableSortedDictionary<string, string> Several(string name, IEnumerable<string> ids)
    {
        const int Shown = 5;
        var all = ids.ToList();
        var shown = string.Join(", ", all.Take(Shown));
        return With((name, all.Count > Shown ? $"{shown} +{Number(all.Count - Shown)}" : shown));
    }

    private static ImmutableSortedDictionary<string, string> With(params ReadOnlySpan<(string Name, string Value)> details)
    {
        var all = None.ToBuilder();
        foreach (var (name, value) in details)
        {
            all[name] = value;
        }

        return all.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> Linked(ImmutableArray<IncidentAlert> alerts)
    {
        var said = Several("alerts", alerts.Select(static alert => alert.Episode));
        return alerts.Max(static alert => alert.Severity) is { } worst ? said.Add("severity", Word(worst)) : said;
    }

    private static string Word(CityActors.Cases.Severity severity) => severity.ToString().ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
