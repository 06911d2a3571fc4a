using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Identity;

namespace CityActors.Grains.Alerts.Suppressions;

/// <summary>
/// When a window was written, begins or ends: lets the alerts that it hides, or should hide, look again; then says when it is due next.
/// </summary>
internal sealed class SuppressionSweep(
    ICaseStore store, SuppressionBook book, ZoneLadder zones, IGrainFactory grains, TimeProvider time) : ICaseSweep
{
    private const int PageMax = 1_000;
    private const int AtOnce = 256;

    /// <inheritdoc/>
    public string Kind => CaseKinds.Suppression;

    /// <inheritdoc/>
    public async Task Wake(string id, CancellationToken cancellationToken)
    {
        await book.Refresh(cancellationToken);
        var now = time.GetUtcNow();
        if (await store.Rows(Kind, [id], cancellationToken) is not [var row])
        {
            return;
        }

        var window = CaseJson.Read<SuppressionDraft>(row.Summary);
        await LookAgain([CaseFilter.Any("suppression", id)], cancellationToken);
        if (window.From <= now && now < window.To)
        {
            await LookAgain(await Scope(window), cancellationToken);
        }

        await store.Write(
            new CaseWrite(now, Caller.DefaultTenant, Caller.DefaultActor)
            {
                Appends =
                [
                    new CaseAppend(
                        new CaseId(Kind, id), row.Head.Version, [],
                        SuppressionIndex.Row(window, SuppressionIndex.Next(window, now))),
                ],
            },
            cancellationToken);
    }

    private async Task LookAgain(ImmutableArray<CaseFilter> filters, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Find(new CaseQuery(CaseKinds.Alert, filters, after, PageMax), cancellationToken);
            await Parallel.ForEachAsync(
                page.Rows,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (alert, _) => await grains.GetGrain<IAlertGrain>(alert.Id).Reconsider());
            after = page.Next;
        }
        while (after is not null);
    }

    // The type of twins is not a column: alerts of other types look in vain, which harms nothing.
    private async ValueTask<ImmutableArray<CaseFilter>> Scope(SuppressionDraft window)
    {
        var filters = ImmutableArray.CreateBuilder<CaseFilter>();
        filters.Add(CaseFilter.Any("isSuppressed", 0L));
        filters.Add(CaseFilter.Any("phase", Enum.GetValues<AlertPhase>().Where(static phase => phase != AlertPhase.Cleared)
            .Select(static phase => (long)phase)));
        foreach (var (column, value) in ((string, string?)[])
            [("rule", window.Rule), ("family", window.Family), ("twin", window.Twin)])
        {
            if (value is not null)
            {
                filters.Add(CaseFilter.Any(column, value));
            }
        }

        if (window.Zone is { } zone)
        {
            filters.Add(CaseFilter.Any("zone", await zones.Below(zone)));
        }

        return filters.ToImmutable();
    }
}
