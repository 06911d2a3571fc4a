using CityActors.Domain.History;
using CityActors.Grains.History;
using CityActors.History;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.History;

/// <summary>History in memory, as the rules say it and as slowly: what any adapter is compared with.</summary>
internal sealed class HistoryModel(int generation)
{
    private readonly List<(int Partition, HistoryRow Row)> rows = [];
    private readonly Dictionary<(int Partition, int Handle), HistoryChannel> channels = [];
    private readonly Dictionary<int, long> watermarks = [];

    /// <summary>Stores.</summary>
    public void Append(int partition, HistoryBatch batch, long upTo)
    {
        foreach (var channel in batch.Channels)
        {
            channels[(partition, channel.Handle)] = channel;
        }

        var watermark = watermarks.GetValueOrDefault(partition, -1);
        rows.AddRange(batch.Rows.Where(row => row.Sequence > watermark).Select(row => (partition, row)));
        watermarks[partition] = Math.Max(watermark, upTo);
    }

    /// <summary>Answers without thinning.</summary>
    public HistorySeries Query(HistoryQuery query)
    {
        var readings = Readings(query);
        var points = query.Every is { } every ? Intervals(readings, query, every) : readings;
        return new HistorySeries([.. points.Take(query.Most)], UnitOf(query), points.Count, points.Count > query.Most);
    }

    private List<HistoryPoint> Readings(HistoryQuery query) =>
    [
        .. rows.Where(one => channels.TryGetValue((one.Partition, one.Row.Handle), out var channel)
                && channel.Twin == query.Twin && channel.Channel == query.Channel)
            .GroupBy(static one => one.Row.Handle)
            .OrderBy(static registration => registration.Key)
            .SelectMany(registration => Resolved(registration, query))
            .GroupBy(static point => point.At)
            .Select(static same => same.Last())
            .OrderBy(static point => point.At),
    ];

    private IEnumerable<HistoryPoint> Resolved(IEnumerable<(int Partition, HistoryRow Row)> registration, HistoryQuery query) =>
        registration
            .Select(one => new HistoryPoint(
                DateTimeOffset.FromUnixTimeMilliseconds(one.Row.ObservedAtMs), one.Row.Value, one.Row.Quality, 1,
                new LogPosition(generation, one.Partition, one.Row.Sequence)))
            .Where(point => point.At >= query.From && point.At < query.To)
            .GroupBy(static point => point.At)
            .Select(static same => same.Aggregate(
                static (counting, later) => ReadingRun.Replaces(counting.Value, later.Value) ? later : counting));

    private static List<HistoryPoint> Intervals(List<HistoryPoint> readings, HistoryQuery query, TimeSpan every)
    {
        var width = (long)every.TotalMilliseconds;
        var points = new List<HistoryPoint>();
        foreach (var interval in readings.Where(static point => point.Quality != Quality.Invalid)
            .GroupBy(point => HistoryPlan.FloorTo(point.At.ToUnixTimeMilliseconds(), width)))
        {
            var rollup = interval.Select(static point => Rollup.Of(point.At.ToUnixTimeMilliseconds(), point.Value))
                .Aggregate(static (a, b) => Rollup.Merge(a, b));
            if (rollup.Answer(query.Aggregate) is { } answer)
            {
                points.Add(new HistoryPoint(
                    DateTimeOffset.FromUnixTimeMilliseconds(interval.Key), answer.Value, Quality.Good, answer.Count, default));
            }
        }

        return points;
    }

    private string? UnitOf(HistoryQuery query) => channels
        .Where(one => one.Value.Twin == query.Twin && one.Value.Channel == query.Channel)
        .OrderBy(static one => one.Key.Handle).Select(static one => one.Value.Unit).LastOrDefault();
}
