using CityActors.Alerts;

namespace CityActors.Domain.Alerts;

/// <summary>An alert as it is shown.</summary>
public static class AlertViews
{
    /// <summary>The alert with what is allowed now.</summary>
    public static AlertState Show(Alert alert) => new(
        alert.Episode,
        alert.Version,
        alert.Position,
        alert.Phase,
        alert.First.Severity,
        alert.Title,
        alert.First.Rule,
        alert.First.RuleVersion,
        alert.First.Family,
        alert.First.Twin,
        alert.First.Channel,
        alert.First.Zone,
        alert.First.Longitude,
        alert.First.Latitude,
        alert.Breach.Value,
        alert.First.Unit,
        alert.Newest.Count,
        alert.First.ObservedAt,
        alert.Last.At,
        alert.Last.Actor,
        alert.ReturnedAt,
        alert.ClearedAt,
        alert.Acknowledged is { } seen ? new AlertMark(seen.Actor, seen.At, seen.Reason) : null,
        alert.Assignee,
        alert is { Shelved: { } shelved, ShelvedUntil: { } until }
            ? new AlertShelving(shelved.Actor, shelved.At, shelved.Reason ?? "", until) : null,
        alert.Suppression,
        alert.Incident,
        alert.Comments,
        AlertMoves.Allowed(alert));
}
