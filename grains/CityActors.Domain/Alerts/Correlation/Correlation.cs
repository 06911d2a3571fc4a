using System.Collections.Immutable;

namespace CityActors.Domain.Alerts.Correlation;

/// <summary>Links of one correlator that may still draw alerts to them: those that stand, and those that were over shortly before.</summary>
public sealed record Correlation
{
    /// <summary>No links.</summary>
    public static Correlation Empty { get; } = new();

    /// <summary>Links by episode.</summary>
    public ImmutableDictionary<string, AlertLink> Links { get; init; } =
        ImmutableDictionary.Create<string, AlertLink>(StringComparer.Ordinal);

    /// <summary>With a link in the place of the one before.</summary>
    public Correlation With(AlertLink link) => this with { Links = Links.SetItem(link.Episode, link) };

    /// <summary>Without links that were over before a moment.</summary>
    public Correlation Since(DateTimeOffset moment) =>
        this with { Links = Links.RemoveRange(Links.Values.Where(link => link.OverAt < moment).Select(static link => link.Episode)) };

    /// <summary>
    /// Incidents that an alert of the area can be folded to, the one that was joined last first: others stood when it was raised, or
    /// were over, or raised, not longer than the window before or after.
    /// </summary>
    public IEnumerable<string> Candidates(DateTimeOffset raisedAt, CorrelationSettings settings) => Links.Values
        .Where(link => link.IsStanding || Distance(link, raisedAt) <= settings.Window)
        .GroupBy(static link => link.Incident)
        .Where(group => group.Count() < settings.AlertsMax)
        .OrderByDescending(static group => group.Max(static link => link.RaisedAt))
        .ThenBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => group.Key);

    private static TimeSpan Distance(AlertLink link, DateTimeOffset raisedAt)
    {
        var last = link.OverAt > link.RaisedAt ? link.OverAt.Value : link.RaisedAt;
        return raisedAt < link.RaisedAt ? link.RaisedAt - raisedAt : raisedAt > last ? raisedAt - last : TimeSpan.Zero;
    }
}

/// <summary>How alerts are folded.</summary>
/// <param name="Window">How far apart in device time alerts of an area may be to belong together when the others do not stand any more.</param>
/// <param name="OpenFrom">Least severity that opens an incident; milder alerts only join one.</param>
/// <param name="AlertsMax">Alerts that are folded to one incident; beyond that another one is opened.</param>
public sealed record CorrelationSettings(TimeSpan Window, CityActors.Cases.Severity OpenFrom, int AlertsMax);
