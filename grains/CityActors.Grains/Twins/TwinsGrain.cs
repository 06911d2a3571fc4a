using System.Collections.Immutable;
using CityActors.Grains.Log;
using CityActors.Grains.Twins.Writing;
using CityActors.Log;
using CityActors.Twins;
using Orleans.Concurrency;

namespace CityActors.Grains.Twins;

/// <summary>Asks each shard once for all of its twins.</summary>
[StatelessWorker]
internal sealed class TwinsGrain(ShardGrains shards, ICityLog log) : Grain, ITwinsGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<TwinState?>> Read(ImmutableArray<string> ids, ImmutableArray<LogPosition> atLeast)
    {
        TwinRules.CheckCount(ids, TwinRules.ItemsMax, "ids");
        TwinRules.CheckCount(atLeast, log.Partitions, "positions");
        for (var number = 0; number < ids.Length; number++)
        {
            TwinRules.CheckId(ids[number], $"id {number}");
        }

        var states = new TwinState?[ids.Length];
        await Task.WhenAll(Enumerable.Range(0, ids.Length).GroupBy(number => shards.PartitionOf(ids[number]))
            .Select(group => Read(ids, group.Key, [.. group], Sequence(group.Key, atLeast), states)));
        return [.. states];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<LogPosition>> Describe(ImmutableArray<TwinDefinition> definitions)
    {
        TwinRules.CheckCount(definitions, TwinRules.ItemsMax, "definitions");
        for (var number = 0; number < definitions.Length; number++)
        {
            TwinRules.CheckId(definitions[number]?.Id, $"id of definition {number}");
        }

        return
        [
            .. await Task.WhenAll(definitions.GroupBy(definition => shards.PartitionOf(definition.Id))
                .Select(group => shards.All[group.Key].Describe([.. group]))),
        ];
    }

    private long Sequence(int partition, ImmutableArray<LogPosition> atLeast)
    {
        var sequence = -1L;
        foreach (var position in atLeast.Where(position => position.Partition == partition))
        {
            sequence = Math.Max(sequence, PositionRules.SequenceOf(log, position, partition));
        }

        return sequence;
    }

    private async Task Read(ImmutableArray<string> ids, int partition, int[] numbers, long sequence, TwinState?[] states)
    {
        var answer = await shards.All[partition].Read([.. numbers.Select(number => ids[number])], sequence);
        for (var each = 0; each < numbers.Length; each++)
        {
            states[numbers[each]] = answer[each];
        }
    }
}
