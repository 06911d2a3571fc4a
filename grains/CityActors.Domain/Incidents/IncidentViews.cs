using CityActors.Domain.Incidents.Moves;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>Incidents as others see them.</summary>
public static class IncidentViews
{
    /// <summary>All of it.</summary>
    public static IncidentState State(this Incident incident) => new(
        incident.Id, incident.Version, incident.Position, incident.Phase, incident.Severity, incident.Title, incident.Description,
        incident.Opening.Family, incident.Opening.Cause, incident.Opening.Zone, incident.Opening.Longitude, incident.Opening.Latitude,
        incident.Owner, incident.People, [.. incident.Alerts.Values], [.. incident.AllTwins], [.. incident.Kpis], incident.Attachments,
        [.. incident.Work.Values], incident.MergedInto, incident.Merged, incident.SplitFrom, incident.Resolution, incident.Reopened,
        incident.IsCleared, incident.OpenedAt, incident.Last.At, incident.Last.Actor, incident.AcknowledgedAt, incident.ResolvedAt,
        incident.ClosedAt, IncidentMoves.Allowed(incident));

    /// <summary>What a list shows of it.</summary>
    public static IncidentSummary Summary(this Incident incident) => new(
        incident.Id, incident.Version, incident.Position, incident.Phase, incident.Severity, incident.Title, incident.Opening.Family,
        incident.Opening.Zone, incident.Opening.Longitude, incident.Opening.Latitude, incident.Owner, incident.Alerts.Count,
        incident.Alerts.Values.Count(static alert => !alert.IsCleared), incident.AllTwins.Count, incident.MergedInto, incident.OpenedAt,
        incident.Last.At, incident.Last.Actor);
}
