using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Registry;
using CityActors.Grains.Cases;
using CityActors.Grains.Incidents;
using CityActors.Grains.Twins;
using CityActors.WorkOrders;
using Orleans.Concurrency;

namespace CityActors.Grains.WorkOrders;

/// <summary>Lists and counts work orders by the rows that stand beside their events.</summary>
[StatelessWorker]
internal sealed class WorkOrdersGrain(ICaseStore store) : Grain, IWorkOrdersGrain
{
    private const int PageMax = 500;
    private const int WordsMax = 10;

    /// <inheritdoc/>
    public async Task<WorkOrderPage> List(WorkOrderQuery query)
    {
        Most.Check(query.Most, PageMax);
        var page = await store.Find(new CaseQuery(CaseKinds.WorkOrder, Filters(query), query.After, query.Most));
        CaseReads.CheckReached(query.AtLeast, page.Position);
        return new WorkOrderPage([.. page.Rows.Select(State)], page.Next, page.Total, page.Position);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<WorkOrderCount>> Count(WorkOrderQuery query)
    {
        var counts = await store.Count(CaseKinds.WorkOrder, Filters(query), [WorkOrderWays.Phase]);
        return [.. counts.Select(static count => new WorkOrderCount((WorkOrderPhase)(count.Values[0] ?? 0), count.Count))];
    }

    private static WorkOrderState State(CaseFound found) => CaseJson.Read<WorkOrderState>(found.Summary) with
    {
        Version = found.Head.Version, Position = found.Head.Position,
    };

    private static ImmutableArray<CaseFilter> Filters(WorkOrderQuery query)
    {
        var filters = ImmutableArray.CreateBuilder<CaseFilter>();
        CaseReads.Any(filters, WorkOrderWays.Phase, query.Phases);
        CaseReads.Any(filters, WorkOrderWays.Severity, query.Severities);
        CaseReads.Is(filters, WorkOrderWays.Crew, query.Crew);
        CaseReads.Is(filters, WorkOrderWays.Incident, query.Incident);
        CaseReads.Is(filters, WorkOrderWays.Twin, query.Twin);
        if (query.IsOverdue is { } isOverdue)
        {
            filters.Add(CaseFilter.Any(WorkOrderWays.Overdue, isOverdue ? 1L : 0L));
        }

        if (query.Text is { } text && TwinWords.Sought(text, WordsMax) is { Length: > 0 } words)
        {
            filters.Add(CaseFilter.Words(WorkOrderWays.Words, words));
        }

        return filters.ToImmutable();
    }
}
