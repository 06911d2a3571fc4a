using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Incidents;

namespace CityActors.Domain.Alerts.Correlation;

/// <summary>How an alert, its link and its incident are made of one another.</summary>
public static class LinkRules
{
    private const int TitleMax = 200;

    /// <summary>The link of an alert that asks to be folded.</summary>
    public static AlertLink Link(
        AlertState alert, string incident, string correlator, LinkReason why, ImmutableArray<string> pointsAt) => new(
        alert.Episode, incident, correlator, alert.Family, alert.Twin, alert.RaisedAt, why, pointsAt, IsStanding: true, OverAt: null);

    /// <summary>The link after news of its alert; null: it says so already.</summary>
    public static AlertLink? After(AlertLink link, AlertNews news) => link.IsStanding == !news.IsOver
        ? null
        : link with { IsStanding = !news.IsOver, OverAt = news.IsOver ? news.Alert.ClearedAt ?? news.Alert.ChangedAt : null };

    /// <summary>The incident that is opened for an alert; the alert is its cause.</summary>
    public static IncidentOpening Opening(AlertState alert)
    {
        var title = $"{alert.Title}: {LocalOf(alert.Twin)}";
        return new IncidentOpening(
            alert.Episode, title.Length > TitleMax ? title[..TitleMax] : title, null, alert.Family, alert.Severity, alert.Zone,
            alert.Longitude, alert.Latitude, [Member(alert)], [], []);
    }

    /// <summary>The alert as a part of its incident.</summary>
    public static IncidentAlert Member(AlertState alert) => new(alert.Episode, alert.Twin, IsCleared: false, alert.Severity);

    private static string LocalOf(string twin) => Uri.UnescapeDataString(twin[(twin.LastIndexOf(':') + 1)..]);
}
