using System.Collections.Immutable;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Twins.Shards;
using CityActors.Identity;
using CityActors.Log;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Writing;

/// <summary>
/// Writes what is said of a shard's twins into the log, in one flush a call, and waits until the shard has folded it: the state is
/// changed by the log alone.
/// </summary>
internal sealed class ShardWriter(ShardPorts ports, int partition)
{
    private readonly int partitions = ports.Log.Partitions;

    /// <summary>Registers or describes twins; lines of road segments go to every partition.</summary>
    public async Task<LogPosition> Describe(ShardRun run, ImmutableArray<TwinDefinition> definitions)
    {
        TwinRules.CheckCount(definitions, TwinRules.ItemsMax, "definitions");
        var (own, everywhere) = (new RecordBatch(), new RecordBatch());
        for (var i = 0; i < definitions.Length; i++)
        {
            var definition = definitions[i];
            TwinRules.CheckDefinition(definition, partition, partitions, i);
            var start = own.Writer.Length;
            own.Writer.Register(definition);
            own.EndRecord(start, definition.Id);
            if (RoadRecords.IsRoad(definition.Id) && definition.Attributes.TryGetValue(TwinRules.Location, out var location))
            {
                RoadRecords.Add(everywhere, definition.Id, location);
            }
        }

        return await Write(run, own, everywhere);
    }

    /// <summary>Changes attributes and relations of a known twin.</summary>
    public async Task<LogPosition> Change(
        ShardRun run, string id, ImmutableSortedDictionary<string, string?> attributes, ImmutableArray<TwinRelation> relate,
        ImmutableArray<TwinRelation> unrelate)
    {
        TwinRules.CheckId(id, partition, partitions, "id");
        TwinRules.CheckCount(relate, TwinRules.PartsMax, "relations to add");
        TwinRules.CheckCount(unrelate, TwinRules.PartsMax, "relations to remove");
        if (attributes is null || attributes.Count > TwinRules.PartsMax)
        {
            throw new ArgumentException($"Expected at most {TwinRules.PartsMax} attributes for '{id}', got "
                + $"{attributes?.Count.ToString() ?? "none at all"}.");
        }

        foreach (var (name, json) in attributes)
        {
            TwinRules.CheckAttribute(id, name, json);
        }

        foreach (var relation in relate.AddRange(unrelate))
        {
            TwinRules.CheckRelation(id, relation);
        }

        if (!run.State.TryFind(id, out _))
        {
            throw new TwinNotFoundException(id);
        }

        var (own, everywhere) = (new RecordBatch(), new RecordBatch());
        own.Writer.Describe(id, attributes, relate, unrelate);
        own.EndRecord(0, id);
        if (RoadRecords.IsRoad(id) && attributes.TryGetValue(TwinRules.Location, out var location))
        {
            RoadRecords.Add(everywhere, id, location);
        }

        return await Write(run, own, everywhere);
    }

    /// <summary>Deletes twins; unknown ones are left out.</summary>
    public async Task<LogPosition> Delete(ShardRun run, ImmutableArray<string> ids)
    {
        TwinRules.CheckCount(ids, TwinRules.ItemsMax, "ids");
        var (own, everywhere) = (new RecordBatch(), new RecordBatch());
        foreach (var id in ids)
        {
            TwinRules.CheckId(id, partition, partitions, "id");
            if (!run.State.TryFind(id, out _))
            {
                continue;
            }

            var start = own.Writer.Length;
            own.Writer.Delete(id);
            own.EndRecord(start, id);
            if (RoadRecords.IsRoad(id))
            {
                RoadRecords.Add(everywhere, id, null);
            }
        }

        return await Write(run, own, everywhere);
    }

    private async Task<LogPosition> Write(ShardRun run, RecordBatch own, RecordBatch everywhere)
    {
        if (own.IsEmpty)
        {
            return new LogPosition(ports.Log.Generation, partition, Math.Max(0, run.State.Sequence));
        }

        var (tenant, actor, now) = (Caller.Tenant, Caller.Actor, ports.NowMs);
        var entries = new List<LogEntry>();
        own.AddTo(entries, partition, tenant, actor, now);
        for (var other = 0; other < partitions && !everywhere.IsEmpty; other++)
        {
            everywhere.AddTo(entries, other, tenant, actor, now);
        }

        var positions = await ports.Log.Append(entries);
        var last = -1L;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Partition == partition)
            {
                last = Math.Max(last, positions[i].Sequence + entries[i].Count - 1);
            }
        }

        await run.Waiters.Until(last);
        return new LogPosition(ports.Log.Generation, partition, last);
    }
}
