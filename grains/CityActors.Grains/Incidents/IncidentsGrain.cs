using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Registry;
using CityActors.Grains.Cases;
using CityActors.Grains.Twins;
using CityActors.Incidents;
using Orleans.Concurrency;

namespace CityActors.Grains.Incidents;

/// <summary>Lists and counts incidents by the rows that stand beside their events.</summary>
[StatelessWorker]
internal sealed class IncidentsGrain(ICaseStore store) : Grain, IIncidentsGrain
{
    private const int PageMax = 500;
    private const int WordsMax = 10;

    /// <inheritdoc/>
    public async Task<IncidentPage> List(IncidentQuery query)
    {
        Most.Check(query.Most, PageMax);
        var page = await store.Find(new CaseQuery(CaseKinds.Incident, Filters(query), query.After, query.Most));
        CaseReads.CheckReached(query.AtLeast, page.Position);
        return new IncidentPage([.. page.Rows.Select(Summary)], page.Next, page.Total, page.Position);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<IncidentCount>> Count(IncidentQuery query)
    {
        var counts = await store.Count(CaseKinds.Incident, Filters(query), [IncidentWays.Phase, IncidentWays.Severity]);
        return
        [
            .. counts.Select(static count => new IncidentCount(
                (IncidentPhase)(count.Values[0] ?? 0), (Severity)(count.Values[1] ?? 0), count.Count)),
        ];
    }

    private static IncidentSummary Summary(CaseFound found) => CaseJson.Read<IncidentSummary>(found.Summary) with
    {
        Version = found.Head.Version, Position = found.Head.Position,
    };

    private static ImmutableArray<CaseFilter> Filters(IncidentQuery query)
    {
        var filters = ImmutableArray.CreateBuilder<CaseFilter>();
        CaseReads.Any(filters, IncidentWays.Phase, query.Phases);
        CaseReads.Any(filters, IncidentWays.Severity, query.Severities);
        CaseReads.Is(filters, IncidentWays.Owner, query.Owner);
        CaseReads.Is(filters, IncidentWays.Zone, query.Zone);
        CaseReads.Is(filters, IncidentWays.Family, query.Family);
        CaseReads.Is(filters, IncidentWays.Alerts, query.Alert);
        CaseReads.Is(filters, IncidentWays.Twins, query.Twin);
        if (query.OpenedFrom is not null || query.OpenedTo is not null)
        {
            filters.Add(CaseFilter.Between(IncidentWays.OpenedAt, query.OpenedFrom, query.OpenedTo));
        }

        if (query.Text is { } text && TwinWords.Sought(text, WordsMax) is { Length: > 0 } words)
        {
            filters.Add(CaseFilter.Words(IncidentWays.Words, words));
        }

        return filters.ToImmutable();
    }
}
