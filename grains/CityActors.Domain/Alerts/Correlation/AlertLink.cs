using System.Collections.Immutable;

namespace CityActors.Domain.Alerts.Correlation;

/// <summary>To which incident an alert was folded. Decided once.</summary>
/// <param name="Episode">The alert.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Correlator">Correlator that decided: <c>{family}|{area}</c>.</param>
/// <param name="Family">Family of the rule.</param>
/// <param name="Twin">URN of the alert's twin.</param>
/// <param name="RaisedAt">Device time of its first breach, UTC.</param>
/// <param name="Why">Because of what.</param>
/// <param name="IsStanding">Whether the alert stands still: it is not cleared, and not hidden.</param>
/// <param name="PointsAt">Twins that its twin points at with a relation that folds.</param>
/// <param name="OverAt">Device time at which it was over last; null while it stands.</param>
public sealed record AlertLink(
    string Episode, string Incident, string Correlator, string Family, string Twin, DateTimeOffset RaisedAt,
    LinkReason Why, ImmutableArray<string> PointsAt, bool IsStanding, DateTimeOffset? OverAt);

/// <summary>Why an alert belongs to its incident.</summary>
public enum LinkReason
{
    /// <summary>The incident was opened for it.</summary>
    First = 1,

    /// <summary>Others of its family were raised in its area, and stand still or stood shortly before.</summary>
    Area = 2,

    /// <summary>Its twin points at a twin whose alert belongs to the incident, or the other way round.</summary>
    Relation = 3,
}
