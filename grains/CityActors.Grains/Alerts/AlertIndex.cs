using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;
using CityActors.Domain.Registry;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Alerts;

/// <summary>How alerts stand in the store of cases.</summary>
internal static class AlertIndex
{
    /// <summary>By what alerts are listed.</summary>
    public static CaseIndex Index { get; } = new(
        CaseKinds.Alert,
        1,
        "raisedAt",
        [
            new("raisedAt", CaseColumnKind.Number), new("phase", CaseColumnKind.Number), new("severity", CaseColumnKind.Number),
            new("family", CaseColumnKind.Text), new("zone", CaseColumnKind.Text), new("twin", CaseColumnKind.Text),
            new("rule", CaseColumnKind.Text), new("assignee", CaseColumnKind.Text), new("incident", CaseColumnKind.Text),
            new("suppression", CaseColumnKind.Text), new("isShelved", CaseColumnKind.Number), new("isSuppressed", CaseColumnKind.Number),
            new("words", CaseColumnKind.Words),
        ],
        static events => Row(Fold(events)!));

    /// <summary>The alert that events make; null of none.</summary>
    public static Alert? Fold(IEnumerable<CaseEvent> events, Alert? alert = null)
    {
        foreach (var each in events)
        {
            alert = AlertFold.Apply(each.Case.Id, alert, Recorded(each));
        }

        return alert;
    }

    /// <summary>An event as the domain takes it.</summary>
    public static Recorded<AlertEvent> Recorded(CaseEvent each)
    {
        var happened = CaseJson.Read<AlertEvent>(each.Body);
        return new Recorded<AlertEvent>(each.Version, each.Position, each.At, each.Actor, happened.Reason, happened);
    }

    /// <summary>An event as the store takes it.</summary>
    public static CaseDraft Draft(AlertEvent happened) => new(AlertTimeline.KindOf(happened), CaseJson.Write(happened));

    /// <summary>What lists know of an alert.</summary>
    public static CaseRow Row(Alert alert) => CaseRow.Of(CaseJson.Write(AlertViews.Show(alert)), alert.ShelvedUntil)
        .With("raisedAt", alert.First.ObservedAt)
        .With("phase", (long)alert.Phase)
        .With("severity", (long)alert.First.Severity)
        .With("family", alert.First.Family)
        .With("zone", alert.First.Zone)
        .With("twin", alert.First.Twin)
        .With("rule", alert.First.Rule)
        .With("assignee", alert.Assignee)
        .With("incident", alert.Incident)
        .With("suppression", alert.Suppression)
        .With("isShelved", alert.Shelved is null ? 0 : 1)
        .With("isSuppressed", alert.Suppression is null ? 0 : 1)
        .WithAll("words", TwinWords.Of(alert.First.Twin, $"{alert.Title} {alert.First.Rule} {alert.First.Channel}").Split(' '));

    /// <summary>The alert of a row.</summary>
    public static AlertState State(CaseFound row) =>
        CaseJson.Read<AlertState>(row.Summary) with { Version = row.Head.Version, Position = row.Head.Position };
}
