using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.History;
using CityActors.Twins;
using Orleans.Concurrency;

namespace CityActors.Grains.History;

/// <summary>Checks what is asked of history, waits for the position it must have reached, and asks it.</summary>
[StatelessWorker]
internal sealed class HistoryGrain(IHistory history, ICityLog log, WatermarkWait wait) : Grain, IHistoryGrain
{
    private const int PointsMax = 100_000;

    /// <inheritdoc/>
    public async Task<HistorySeries> Query(HistoryQuery query)
    {
        Check(query);
        if (query.AtLeast is { } position)
        {
            PositionRules.Check(log, position, TwinId.PartitionOf(query.Twin, log.Partitions));
            await wait.Until(position, "history", () => history.Watermark(position.Partition));
        }

        return await history.Query(query);
    }

    private static void Check(HistoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        TwinRules.CheckId(query.Twin, nameof(query.Twin));
        TwinRules.CheckChannel(query.Channel, query.Twin);
        Most.Check(query.Most, PointsMax);
        if (query.To <= query.From)
        {
            throw new ArgumentException($"Expected 'to' later than 'from', got {query.From:O} to {query.To:O}.");
        }

        if (!Enum.IsDefined(query.Aggregate) || !Enum.IsDefined(query.Downsampling))
        {
            throw new ArgumentException($"Unknown aggregate {query.Aggregate} or down-sampling {query.Downsampling}.");
        }

        if (query.Aggregate == Aggregate.None ? query.Every is not null : query.Every is null || query.Every < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException(
                $"Expected 'every' of at least 1 s with an aggregate, and none without, got "
                    + $"{query.Every?.ToString() ?? "none"} with {query.Aggregate}.");
        }
    }
}
