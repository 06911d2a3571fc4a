using System.Collections.Immutable;
using CityActors.Domain.Kpis;
using CityActors.Grains.Kpis;
using CityActors.Kpis;
using CityActors.Streams;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A projection of KPIs in memory. It keeps everything.</summary>
public sealed class MemoryKpis(int partitions, Pulse pulse) : IKpiStore
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly SortedDictionary<string, KpiDefinition> definitions = new(StringComparer.Ordinal);
    private readonly List<KpiNewsItem> said = [];

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public Task Apply(int partition, IReadOnlyList<KpiEntry> entries, long upTo, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            foreach (var entry in entries.Where(entry => entry.Sequence > watermarks[partition]))
            {
                if (entry.Definition is { } definition)
                {
                    definitions[definition.Id] = definition;
                }
                else if (entry.Retired is { } retired && definitions.TryGetValue(retired.Kpi, out var last))
                {
                    definitions[retired.Kpi] = last with { Version = retired.Version, IsEnabled = false, Why = retired.Why };
                }
                else if (entry.Value is { } value)
                {
                    said.Add(new KpiNewsItem(value, partition, ChangeMark.Of(entry.Sequence, entry.Index)));
                }
            }

            watermarks[partition] = Math.Max(watermarks[partition], upTo);
        }

        pulse.Beat();
        return Task.CompletedTask;
    }

    public Task<KpiPage> List(KpiQuery query, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var found = definitions.Values.Where(each => query.WithDisabled || each.IsEnabled).Select(each => Standing(each, query.Zone))
                .Where(each => query.Band is null || (each.Value?.Band ?? KpiBand.Grey) == query.Band).ToArray();
            var page = found.Where(each => string.CompareOrdinal(each.Definition.Id, query.After) > 0).Take(query.Most).ToImmutableArray();
            return Task.FromResult(new KpiPage(page, null, found.Length));
        }
    }

    public Task<KpiStanding?> Read(string kpi, string? zone, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult(definitions.TryGetValue(kpi, out var definition) ? Standing(definition, zone) : null);
        }
    }

    public Task<KpiValuePage> Values(string kpi, string? after, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var values = said.Select(static item => item.Value).Where(each => each.Kpi == kpi).GroupBy(static each => each.Zone)
                .OrderBy(static zone => zone.Key, StringComparer.Ordinal).Select(zone => Newest(kpi, zone.Key)!)
                .Where(each => string.CompareOrdinal(each.Zone, after) > 0).Take(most);
            return Task.FromResult(new KpiValuePage([.. values], null));
        }
    }

    public Task<KpiValuePage> Windows(KpiWindowQuery query, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var windows = said.Select(static item => item.Value)
                .Where(each => each.Kpi == query.Kpi && each.Zone == (query.Zone ?? KpiValue.City))
                .GroupBy(static each => (each.WindowEnd, each.WindowStart)).OrderByDescending(static window => window.Key)
                .Select(static window => window.Last()).Take(query.Most);
            return Task.FromResult(new KpiValuePage([.. windows.Select(Judged)], null));
        }
    }

    public Task<ImmutableArray<KpiNewsItem>> News(ImmutableArray<long> marks, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<KpiNewsItem>>(
            [
                .. said.Where(item => item.Mark > marks[item.Partition]).Take(most)
                    .Select(item => item with { Value = Judged(item.Value) }),
            ]);
        }
    }

    public Task<ImmutableArray<long>> Marks(int count, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<long>>([.. watermarks.Select(ChangeMark.After)]);
        }
    }

    private KpiStanding Standing(KpiDefinition definition, string? zone) => new(
        definition, Newest(definition.Id, zone ?? KpiValue.City),
        said.Where(each => each.Value.Kpi == definition.Id).Select(static each => each.Value.Zone).Distinct().Count());

    private KpiValue? Newest(string kpi, string zone)
    {
        var values = said.Select(static item => item.Value).Where(each => each.Kpi == kpi && each.Zone == zone).ToList();
        var newest = values.Where(static each => each.IsFinal).DefaultIfEmpty(values.LastOrDefault()!)
            .OrderBy(static each => each?.WindowEnd).LastOrDefault();
        return newest is null ? null : Judged(newest);
    }

    private KpiValue Judged(KpiValue value) => definitions.TryGetValue(value.Kpi, out var by)
        ? value with
        {
            Unit = by.Unit, Target = by.Target, Band = new KpiBands(by.Direction, by.Good, by.Warning, by.Target).Of(value.Value),
        }
        : value;
}
