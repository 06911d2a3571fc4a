using System.Collections.Immutable;

namespace CityActors.Domain.Alerts.Correlation;

/// <summary>Incidents of one correlator that may still draw alerts to them: their alerts stand, or were over shortly before.</summary>
public sealed record Correlation
{
    /// <summary>No incidents.</summary>
    public static Correlation Empty { get; } = new();

    /// <summary>Alerts of each incident.</summary>
    public ImmutableDictionary<string, LinkGroup> Groups { get; init; } =
        ImmutableDictionary.Create<string, LinkGroup>(StringComparer.Ordinal);

    /// <summary>With a link in the place of the one before.</summary>
    public Correlation With(AlertLink link) => this with
    {
        Groups = Groups.SetItem(link.Incident, Groups.TryGetValue(link.Incident, out var group) ? group.With(link) : LinkGroup.Of(link)),
    };

    /// <summary>Without incidents none of whose alerts stands and all of which were over before a moment.</summary>
    public Correlation Since(DateTimeOffset moment) => this with
    {
        Groups = Groups.RemoveRange(
            Groups.Where(pair => pair.Value.Standing.IsEmpty && pair.Value.LastAt < moment).Select(static pair => pair.Key)),
    };

    /// <summary>
    /// Incidents that an alert can be folded to, the one whose alerts are newest first: one of them stands, or it was raised not longer
    /// than the window before or after them.
    /// </summary>
    public IEnumerable<string> Candidates(DateTimeOffset raisedAt, CorrelationSettings settings) => Groups
        .Where(pair => pair.Value.Alerts.Count < settings.AlertsMax && pair.Value.Draws(raisedAt, settings.Window))
        .OrderByDescending(static pair => pair.Value.LastRaisedAt)
        .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
        .Select(static pair => pair.Key);
}

/// <summary>Alerts of one incident, as far as they matter for those to come.</summary>
/// <param name="Alerts">Their episodes.</param>
/// <param name="Standing">Episodes of those that stand.</param>
/// <param name="FirstAt">Earliest device time at which one was raised.</param>
/// <param name="LastRaisedAt">Newest device time at which one was raised.</param>
/// <param name="LastAt">Newest device time at which one was raised or over.</param>
public sealed record LinkGroup(
    ImmutableHashSet<string> Alerts, ImmutableHashSet<string> Standing, DateTimeOffset FirstAt, DateTimeOffset LastRaisedAt,
    DateTimeOffset LastAt)
{
    private static readonly ImmutableHashSet<string> None = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>A group of one.</summary>
    public static LinkGroup Of(AlertLink link) => new LinkGroup(None, None, link.RaisedAt, link.RaisedAt, link.RaisedAt).With(link);

    /// <summary>With a link in the place of the one before.</summary>
    public LinkGroup With(AlertLink link) => new(
        Alerts.Add(link.Episode),
        link.IsStanding ? Standing.Add(link.Episode) : Standing.Remove(link.Episode),
        Earlier(FirstAt, link.RaisedAt),
        Later(LastRaisedAt, link.RaisedAt),
        Later(LastAt, Later(link.RaisedAt, link.OverAt ?? link.RaisedAt)));

    /// <summary>Whether an alert that was raised at a time belongs to it.</summary>
    public bool Draws(DateTimeOffset raisedAt, TimeSpan window) =>
        !Standing.IsEmpty || (raisedAt >= FirstAt - window && raisedAt <= LastAt + window);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>How alerts are folded.</summary>
/// <param name="Window">
/// How far apart in device time alerts of an area may be to belong together when the others do not stand any more.
/// </param>
/// <param name="OpenFrom">Least severity that opens an incident; milder alerts only join one.</param>
/// <param name="AlertsMax">Alerts that are folded to one incident; beyond that another one is opened.</param>
public sealed record CorrelationSettings(TimeSpan Window, CityActors.Cases.Severity OpenFrom, int AlertsMax);
