using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Domain.Registry;
using CityActors.Grains.Cases;
using CityActors.Incidents;

namespace CityActors.Grains.Incidents;

/// <summary>How incidents are kept, listed, and told of.</summary>
internal static class IncidentWays
{
    /// <summary>Topic of what is told to incidents.</summary>
    public const string ToIncidents = "incident";

    /// <summary>Topic of what incidents tell alerts: to which incident they belong.</summary>
    public const string ToAlerts = "incident-alert";

    public const string OpenedAt = "openedAt";
    public const string Phase = "phase";
    public const string Severity = "severity";
    public const string Owner = "owner";
    public const string Zone = "zone";
    public const string Family = "family";
    public const string Alerts = "alerts";
    public const string Twins = "twins";
    public const string Files = "files";
    public const string Words = "words";

    /// <summary>By what incidents are listed.</summary>
    public static CaseIndex Index { get; } = new(
        CaseKinds.Incident, 1, OpenedAt,
        [
            new(OpenedAt, CaseColumnKind.Number), new(Phase, CaseColumnKind.Number), new(Severity, CaseColumnKind.Number),
            new(Owner, CaseColumnKind.Text), new(Zone, CaseColumnKind.Text), new(Family, CaseColumnKind.Text),
            new(Alerts, CaseColumnKind.Set), new(Twins, CaseColumnKind.Set), new(Files, CaseColumnKind.Set),
            new(Words, CaseColumnKind.Words),
        ],
        static events => Of(events[0].Case.Id).Project(events));

    /// <summary>The ways of an incident.</summary>
    public static CaseWays<Incident, IncidentEvent> Of(string id) => new(
        (incident, recorded) => IncidentFold.Apply(incident, id, recorded), IncidentTimeline.Entry, Row, IncidentMoves.Allowed, Messages);

    /// <summary>A message of what a decision wants told.</summary>
    public static CaseMessage Message(Tell tell) => new(ToIncidents, tell.Key, tell.To, CaseJson.Write(tell));

    private static CaseRow Row(Incident incident) => CaseRow.Of(CaseJson.Write(incident.Summary()))
        .With(OpenedAt, incident.OpenedAt)
        .With(Phase, (long)incident.Phase)
        .With(Severity, (long)incident.Severity)
        .With(Owner, incident.Owner)
        .With(Zone, incident.Opening.Zone)
        .With(Family, incident.Opening.Family)
        .WithAll(Alerts, incident.Alerts.Keys)
        .WithAll(Twins, incident.AllTwins)
        .WithAll(Files, incident.Attachments.Select(static attachment => attachment.Checksum))
        .WithAll(Words, TwinWords.Of(incident.Title, incident.Description).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static ImmutableArray<CaseMessage> Messages(
        Incident incident, IReadOnlyList<Recorded<IncidentEvent>> recorded, ImmutableArray<Tell> tells) =>
        [.. tells.Select(Message), .. recorded.SelectMany(each => Links(incident.Id, each))];

    // Whoever has an alert now tells it so; an incident that hands alerts over says nothing, the other one will.
    private static IEnumerable<CaseMessage> Links(string incident, Recorded<IncidentEvent> recorded)
    {
        var (episodes, to) = recorded.Event switch
        {
            IncidentOpened opened => (opened.Opening.Alerts.Select(static alert => alert.Episode), incident),
            TransferBegun begun => (begun.Transfer.Opening.Alerts.Select(static alert => alert.Episode), incident),
            TransferTaken taken => (taken.Transfer.Opening.Alerts.Select(static alert => alert.Episode), incident),
            AlertsLinked linked => (linked.Alerts.Select(static alert => alert.Episode), incident),
            AlertsUnlinked unlinked => (unlinked.Episodes, ""),
            _ => ((IEnumerable<string>)[], ""),
        };
        return episodes.Select(episode => new CaseMessage(
            ToAlerts, string.Create(null, $"{incident}.{recorded.Version}:{episode}"), episode, CaseJson.Write(to)));
    }
}
