using System.Collections.Immutable;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Kpis;
using CityActors.Log;
using CityActors.Streams;
using Orleans.Concurrency;

namespace CityActors.Grains.Kpis;

/// <summary>Reads the projection of KPIs, once it has reached what the caller asks for.</summary>
[StatelessWorker]
internal sealed class KpisGrain(
    IKpiStore store, KpiLineages lineages, KpiBell bell, ICityLog log, WatermarkWait wait, TimeProvider time) : Grain, IKpisGrain
{
    private const int PageMax = 1_000;
    private const int TextLengthMax = 200;
    private static readonly TimeSpan NewsWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NewsLook = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<KpiPage> List(KpiQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Most.Check(query.Most, PageMax);
        if (query.Text?.Length > TextLengthMax)
        {
            throw new ArgumentException($"Expected a text of at most {TextLengthMax} characters, got {query.Text.Length}.");
        }

        await Reach(query.AtLeast);
        return await store.List(query);
    }

    /// <inheritdoc/>
    public async Task<KpiStanding?> Read(string kpi, string? zone, ImmutableArray<LogPosition> atLeast)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        await Reach(atLeast);
        return await store.Read(kpi, zone);
    }

    /// <inheritdoc/>
    public Task<KpiValuePage> Values(string kpi, string? after, int most)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        Most.Check(most, PageMax);
        return store.Values(kpi, after, most);
    }

    /// <inheritdoc/>
    public async Task<KpiValuePage> Windows(KpiWindowQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Most.Check(query.Most, PageMax);
        await Reach(query.AtLeast);
        return await store.Windows(query);
    }

    /// <inheritdoc/>
    public Task<KpiLineage?> Lineage(string kpi, string? zone, string? after, int most)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        Most.Check(most, PageMax);
        return lineages.Read(kpi, zone, after, most);
    }

    /// <inheritdoc/>
    public async Task<KpiNews> News(ChangeToken? after, int most)
    {
        Most.Check(most, PageMax);
        if (after is null)
        {
            return new KpiNews([], new ChangeToken(log.Generation, await store.Marks(log.Partitions)));
        }

        if (after.Generation != log.Generation || after.Partitions != log.Partitions)
        {
            throw new ArgumentException(
                $"Expected a token of generation {log.Generation} with {log.Partitions} partitions, got '{after}'.", nameof(after));
        }

        var started = time.GetTimestamp();
        while (true)
        {
            var rung = bell.Next;
            var news = await store.News(after.Marks, most);
            if (!news.IsEmpty || time.GetElapsedTime(started) >= NewsWait)
            {
                return new KpiNews([.. news.Select(static item => item.Value)], Token(after, news));
            }

            await Task.WhenAny(rung, Task.Delay(NewsLook, time));
        }
    }

    private static ChangeToken Token(ChangeToken after, ImmutableArray<KpiNewsItem> news)
    {
        var marks = after.Marks.ToBuilder();
        foreach (var item in news)
        {
            marks[item.Partition] = item.Mark;
        }

        return new ChangeToken(after.Generation, marks.ToImmutable());
    }

    private async Task Reach(ImmutableArray<LogPosition> positions)
    {
        foreach (var position in positions.IsDefault ? [] : positions)
        {
            PositionRules.Check(log, position, position.Partition);
            await wait.Until(position, "projection of KPIs", () => store.Watermark(position.Partition));
        }
    }
}
