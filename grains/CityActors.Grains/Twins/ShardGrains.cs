using System.Collections.Immutable;
using CityActors.Grains.Log;
using CityActors.Twins;

namespace CityActors.Grains.Twins;

/// <summary>References to the shards, made once: making one for each call would cost a third of the throughput.</summary>
internal sealed class ShardGrains
{
    private readonly ITwinShardGrain[] shards;

    /// <summary>References to every shard of the log.</summary>
    public ShardGrains(IGrainFactory grains, ICityLog log)
    {
        shards = new ITwinShardGrain[log.Partitions];
        for (var partition = 0; partition < shards.Length; partition++)
        {
            shards[partition] = grains.GetGrain<ITwinShardGrain>(partition);
        }
    }

    /// <summary>Every shard, by partition.</summary>
    public IReadOnlyList<ITwinShardGrain> All => shards;

    /// <summary>Partition that owns a twin.</summary>
    public int PartitionOf(string id) => TwinId.PartitionOf(id, shards.Length);

    /// <summary>Shard that owns a twin.</summary>
    public ITwinShardGrain Of(string id) => shards[PartitionOf(id)];

    /// <summary>States of twins of any partition, in the order asked for, each shard asked once; unknown ones are left out.</summary>
    public async Task<ImmutableArray<TwinState>> Read(IReadOnlyList<string> ids)
    {
        var places = new (int Partition, int Index)[ids.Count];
        var asked = new Dictionary<int, ImmutableArray<string>.Builder>();
        for (var i = 0; i < places.Length; i++)
        {
            var partition = PartitionOf(ids[i]);
            if (!asked.TryGetValue(partition, out var list))
            {
                asked[partition] = list = ImmutableArray.CreateBuilder<string>();
            }

            places[i] = (partition, list.Count);
            list.Add(ids[i]);
        }

        var answers = asked.ToDictionary(static ask => ask.Key, ask => shards[ask.Key].Read(ask.Value.ToImmutable(), -1));
        await Task.WhenAll(answers.Values);
        var states = ImmutableArray.CreateBuilder<TwinState>(places.Length);
        foreach (var (partition, index) in places)
        {
            if ((await answers[partition])[index] is { } state)
            {
                states.Add(state);
            }
        }

        return states.ToImmutable();
    }
}
