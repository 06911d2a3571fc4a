using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Registry;
using CityActors.Grains.Cases;
using CityActors.Grains.Changes;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using Orleans.Concurrency;

namespace CityActors.Grains.Alerts;

/// <summary>Lists, counts and moves alerts by the rows that stand beside their events.</summary>
[StatelessWorker]
internal sealed class AlertsGrain(ICaseStore store, ZoneLadder zones, WatermarkWait wait) : Grain, IAlertsGrain
{
    private const int PageMax = 500;
    private const int MovesMax = 500;
    private const int WordsMax = 10;
    private const int PositionsMax = 1_024;

    /// <inheritdoc/>
    public async Task<AlertPage> List(AlertQuery query)
    {
        Most.Check(query.Most, PageMax);
        await Heard(query);
        var page = await store.Find(new CaseQuery(CaseKinds.Alert, await Filters(query), query.After, query.Most));
        Reached(query, page.Position);
        return new AlertPage([.. page.Rows.Select(AlertIndex.State)], page.Next, page.Total, page.Position);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AlertCount>> Count(AlertQuery query)
    {
        await Heard(query);
        var counts = await store.Count(CaseKinds.Alert, await Filters(query), ["phase", "severity"]);
        return
        [
            .. counts.Select(static count => new AlertCount(
                (AlertPhase)(count.Values[0] ?? 0), (Severity)(count.Values[1] ?? 0), count.Count)),
        ];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<MoveAnswer>> Do(ImmutableArray<string> episodes, AlertAction action, MoveOrder order)
    {
        TwinRules.CheckCount(episodes, MovesMax, "episodes");
        return [.. await Task.WhenAll(episodes.Select(episode =>
            GrainFactory.GetGrain<IAlertGrain>(episode).Do(action, order with { Expected = null })))];
    }

    private static void Reached(AlertQuery query, long position)
    {
        // A position that was given out is there once its write was answered; another one was never given out.
        if (query.AtLeast > position)
        {
            throw new ArgumentException($"Position {query.AtLeast} of the case store was never given out; it stands at {position}.");
        }
    }

    private async Task Heard(AlertQuery query)
    {
        TwinRules.CheckCount(query.Heard, PositionsMax, "positions");
        foreach (var position in query.Heard)
        {
            await wait.Until(position, "alerts", () => store.Watermark(AlertFollower.FollowerName, position.Partition));
        }
    }

    private async ValueTask<ImmutableArray<CaseFilter>> Filters(AlertQuery query)
    {
        var filters = ImmutableArray.CreateBuilder<CaseFilter>();
        Any(filters, "phase", query.Phases);
        Any(filters, "severity", query.Severities);
        Is(filters, "family", query.Family);
        Is(filters, "twin", query.Twin);
        Is(filters, "rule", query.Rule);
        Is(filters, "assignee", query.Assignee);
        Is(filters, "incident", query.Incident);
        Is(filters, "isShelved", query.IsShelved);
        Is(filters, "isSuppressed", query.IsSuppressed);
        if (query.Zone is { } zone)
        {
            filters.Add(CaseFilter.Any("zone", await zones.Below(zone)));
        }

        if (query.RaisedFrom is not null || query.RaisedTo is not null)
        {
            filters.Add(CaseFilter.Between("raisedAt", query.RaisedFrom, query.RaisedTo));
        }

        if (query.Text is { } text && TwinWords.Sought(text, WordsMax) is { Length: > 0 } words)
        {
            filters.Add(CaseFilter.Words("words", words));
        }

        return filters.ToImmutable();
    }

    private static void Any<T>(ImmutableArray<CaseFilter>.Builder filters, string column, ImmutableArray<T> values)
        where T : struct, Enum
    {
        if (!values.IsDefaultOrEmpty)
        {
            filters.Add(CaseFilter.Any(column, values.Select(static value => Convert.ToInt64(value, null))));
        }
    }

    private static void Is(ImmutableArray<CaseFilter>.Builder filters, string column, string? text)
    {
        if (text is not null)
        {
            filters.Add(text.Length == 0 ? CaseFilter.Absent(column) : CaseFilter.Any(column, text));
        }
    }

    private static void Is(ImmutableArray<CaseFilter>.Builder filters, string column, bool? holds)
    {
        if (holds is { } sought)
        {
            filters.Add(CaseFilter.Any(column, sought ? 1L : 0L));
        }
    }
}
