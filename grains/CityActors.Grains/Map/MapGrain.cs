using System.Collections.Immutable;
using CityActors.Grains.Twins;
using CityActors.Map;
using Orleans.Concurrency;

namespace CityActors.Grains.Map;

/// <summary>Asks every shard what it has in a view and merges the answers, newest first.</summary>
[StatelessWorker]
internal sealed class MapGrain(ShardGrains shards) : Grain, IMapGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<MapPoint>> Within(MapView view)
    {
        MapRules.Check(view);
        var answers = await Task.WhenAll(shards.All.Select(shard => shard.Within(view)));
        return
        [
            .. answers.SelectMany(static points => points)
                .OrderByDescending(static point => point.ChangedAt).ThenBy(static point => point.Id, StringComparer.Ordinal)
                .Take(view.Most),
        ];
    }
}
