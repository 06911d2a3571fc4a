using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using CityActors.Grains.Cases;
using CityActors.Identity;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>
/// Decides once to which incident an alert belongs. Links and what incidents are to be told are written in one; what fails is told again
/// by the alerts, and finds the links that are there.
/// </summary>
internal sealed class CorrelatorGrain(ICaseStore store, IOptions<AlertOptions> options, TimeProvider time) : Grain, ICorrelatorGrain
{
    private const int StandingMax = 10_000;
    private const int RecentMax = 200;
    private readonly AlertOptions options = options.Value;
    private Domain.Alerts.Correlation.Correlation? links;

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task Hear(ImmutableArray<AlertNews> news)
    {
        if (news.IsEmpty)
        {
            return;
        }

        var settings = new CorrelationSettings(options.CorrelationWindow, options.OpensFrom, options.AlertsPerIncidentMax);
        var before = links ?? await Load();
        links = null; // until this batch is durable, nobody knows what the store holds
        var rows = await store.Rows(CaseKinds.Link, [.. news.Select(static each => each.Alert.Episode).Distinct(StringComparer.Ordinal)]);
        var known = rows.ToDictionary(
            static row => row.Id, static row => (LinkIndex.Link(row), row.Head.Version), StringComparer.Ordinal);
        var fresh = news.Where(each => !each.IsOver && !known.ContainsKey(each.Alert.Episode)).Select(static each => each.Alert).ToList();
        var related = await RelatedLinks.Find(fresh, options.Relations, GrainFactory, store);
        var batch = new CorrelationBatch(Key, settings, before, known, related, new IncidentLookup(GrainFactory));
        foreach (var each in news)
        {
            await batch.Take(each);
        }

        if (!batch.IsEmpty)
        {
            await store.Write(batch.Write(time.GetUtcNow(), Caller.Tenant, $"correlator:{Key}"));
        }

        links = batch.Links.Since(news.Max(static each => each.Alert.RaisedAt) - (2 * options.CorrelationWindow));
    }

    private async Task<Domain.Alerts.Correlation.Correlation> Load()
    {
        var mine = CaseFilter.Any("correlator", Key);
        var loaded = Domain.Alerts.Correlation.Correlation.Empty;
        foreach (var (filters, most) in ((ImmutableArray<CaseFilter>, int)[])
            [([mine, CaseFilter.Any("isStanding", 1L)], StandingMax), ([mine], RecentMax)])
        {
            var page = await store.Find(new CaseQuery(CaseKinds.Link, filters, null, most));
            loaded = page.Rows.Aggregate(loaded, static (all, row) => all.With(LinkIndex.Link(row)));
        }

        return loaded;
    }
}
