using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Incidents;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>What a correlator decides on one batch of news: links, and what incidents are told, in one write.</summary>
/// <param name="correlator">Key of the correlator.</param>
/// <param name="settings">How alerts are folded.</param>
/// <param name="links">Links that may draw alerts to them.</param>
/// <param name="known">Links of the batch's alerts that are there already, with their versions.</param>
/// <param name="related">Links by relation.</param>
/// <param name="incidents">Which incidents can be joined.</param>
internal sealed class CorrelationBatch(
    string correlator, CorrelationSettings settings, Domain.Alerts.Correlation.Correlation links,
    IReadOnlyDictionary<string, (AlertLink Link, long Version)> known, RelatedLinks related, IncidentLookup incidents)
{
    private const int JoinMax = 200;
    private readonly Dictionary<string, Change> changes = new(StringComparer.Ordinal);
    private readonly List<Telling> tellings = [];

    /// <summary>Links after the batch.</summary>
    public Domain.Alerts.Correlation.Correlation Links { get; private set; } = links;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => changes.Count == 0;

    /// <summary>Decides on one piece of news.</summary>
    public async Task Take(AlertNews news)
    {
        if (LinkOf(news.Alert.Episode) is { } link)
        {
            if (LinkRules.After(link, news) is { } after)
            {
                Put(after, news.IsOver ? "over" : "again");
                Tell(link.Incident, $"{link.Episode}:{changes[link.Episode].Version}", new OverTell(link.Episode, news.IsOver));
            }

            return;
        }

        if (!news.IsOver && await Choose(news.Alert) is var (incident, why))
        {
            Put(LinkRules.Link(news.Alert, incident, correlator, why, related.PointsAt(news.Alert.Twin)), "linked");
            if (why == LinkReason.First)
            {
                incidents.Opened(incident);
                Tell(incident, $"{news.Alert.Episode}:open", new OpenTell(LinkRules.Opening(news.Alert)));
            }
            else
            {
                Join(incident, LinkRules.Member(news.Alert));
            }
        }
    }

    /// <summary>The write.</summary>
    public CaseWrite Write(DateTimeOffset at, string tenant, string actor) => new(at, tenant, actor)
    {
        Appends =
        [
            .. changes.Values.Select(static change => new CaseAppend(
                new CaseId(CaseKinds.Link, change.Link.Episode), change.Expected, [.. change.Events], LinkIndex.Row(change.Link))),
        ],
        Messages =
        [
            .. tellings.Select(static telling => new CaseMessage(
                IncidentTelling.ToIncidents, telling.Id, telling.Incident, CaseJson.Write(telling.What))),
        ],
    };

    private AlertLink? LinkOf(string episode) => changes.TryGetValue(episode, out var change) ? change.Link
        : known.TryGetValue(episode, out var there) ? there.Link : null;

    private async Task<(string Incident, LinkReason Why)?> Choose(AlertState alert)
    {
        foreach (var candidate in related.Of(alert.Twin))
        {
            if (await incidents.Joinable(candidate) is { } incident)
            {
                return (incident, LinkReason.Relation);
            }
        }

        foreach (var candidate in Links.Candidates(alert.RaisedAt, settings))
        {
            if (await incidents.Joinable(candidate) is { } incident)
            {
                return (incident, LinkReason.Area);
            }
        }

        return alert.Severity >= settings.OpenFrom ? (IncidentId.Of(alert.Episode), LinkReason.First) : null;
    }

    private void Put(AlertLink link, string type)
    {
        if (!changes.TryGetValue(link.Episode, out var change))
        {
            changes[link.Episode] = change = new Change(known.TryGetValue(link.Episode, out var there) ? there.Version : 0);
        }

        change.Link = link;
        change.Events.Add(new CaseDraft(type, CaseJson.Write(link)));
        Links = Links.With(link);
        if (link.IsStanding)
        {
            related.Add(link);
        }
    }

    private void Join(string incident, IncidentAlert alert)
    {
        var last = tellings.FindLast(telling => telling.Incident == incident);
        if (last?.What is JoinTell join && join.Alerts.Length < JoinMax)
        {
            last.What = new JoinTell(join.Alerts.Add(alert));
            return;
        }

        Tell(incident, $"{alert.Episode}:join", new JoinTell([alert]));
    }

    private void Tell(string incident, string id, IncidentTell what) => tellings.Add(new Telling(incident, id) { What = what });

    private sealed class Change(long expected)
    {
        public long Expected { get; } = expected;

        public List<CaseDraft> Events { get; } = [];

        public AlertLink Link { get; set; } = null!;

        public long Version => Expected + Events.Count;
    }

    private sealed class Telling(string incident, string id)
    {
        public string Incident { get; } = incident;

        public string Id { get; } = id;

        public required IncidentTell What { get; set; }
    }
}
