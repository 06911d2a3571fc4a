using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Registry;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Identity;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Grains.Map;

/// <summary>
/// Defines zones: every partition learns of them, and each zone becomes a twin, in one flush. Calls take turns, so that a parent
/// that was just defined is known to the next call.
/// </summary>
internal sealed class ZonesGrain(ICityLog log, ShardGrains shards, ITwinRegistry registry, TimeProvider time) : Grain, IZonesGrain
{
    private const int PageMax = 1_000;
    private const string LevelAttribute = "level";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public async Task<LogPosition> Define(ImmutableArray<Zone> zones)
    {
        ZoneRules.Check(zones);
        if (zones.IsEmpty)
        {
            throw new ArgumentException("Expected at least one zone, got none.");
        }

        await CheckParents(zones);
        var entries = Entries(zones);
        var positions = await log.Append(entries);
        var last = new long[log.Partitions];
        for (var i = 0; i < entries.Count; i++)
        {
            last[entries[i].Partition] = positions[i].Sequence + entries[i].Count - 1;
        }

        // The answer comes when every shard binds by the new zones.
        await Task.WhenAll(shards.All.Select((shard, partition) => shard.Read([], last[partition])));
        var owner = shards.PartitionOf(zones[^1].Id);
        return new LogPosition(log.Generation, owner, last[owner]);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Zone>> List(string? after, int most)
    {
        Most.Check(most, PageMax);
        return registry.Zones(after, most);
    }

    private async Task CheckParents(ImmutableArray<Zone> zones)
    {
        var named = zones.Select(static zone => zone.Id).ToHashSet();
        var wanted = zones.Select(static zone => zone.Parent).OfType<string>()
            .Where(parent => !named.Contains(parent)).Distinct().ToArray();
        var known = (await shards.Read(wanted)).Where(static twin => twin.Attributes.ContainsKey(LevelAttribute))
            .Select(static twin => twin.Id).ToHashSet();
        foreach (var zone in zones)
        {
            if (zone.Parent is { } parent && !named.Contains(parent) && !known.Contains(parent))
            {
                throw new ArgumentException($"Zone '{zone.Id}': its parent '{parent}' is not known as a zone.");
            }
        }
    }

    private List<LogEntry> Entries(ImmutableArray<Zone> zones)
    {
        var everywhere = new RecordBatch();
        foreach (var zone in zones)
        {
            var start = everywhere.Writer.Length;
            everywhere.Writer.Zone(zone);
            everywhere.EndRecord(start, zone.Id);
        }

        var (tenant, actor, now) = (Caller.Tenant, Caller.Actor, time.GetUtcNow().ToUnixTimeMilliseconds());
        var entries = new List<LogEntry>();
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            everywhere.AddTo(entries, partition, tenant, actor, now);
            TwinsOf(zones, partition).AddTo(entries, partition, tenant, actor, now);
        }

        return entries;
    }

    private RecordBatch TwinsOf(ImmutableArray<Zone> zones, int partition)
    {
        var twins = new RecordBatch();
        foreach (var zone in zones.Where(zone => shards.PartitionOf(zone.Id) == partition))
        {
            var start = twins.Writer.Length;
            twins.Writer.Register(AsTwin(zone));
            twins.EndRecord(start, zone.Id);
        }

        return twins;
    }

    private static TwinDefinition AsTwin(Zone zone) => TwinDefinition.Bare(zone.Id) with
    {
        Attributes = ImmutableSortedDictionary<string, string>.Empty
            .Add("name", JsonSerializer.Serialize(zone.Name, Readable))
            .Add(LevelAttribute, zone.Level.ToString(CultureInfo.InvariantCulture))
            .Add(TwinRules.Location, zone.Geometry),
        Relations = zone.Parent is null ? [] : [new TwinRelation(zone.Id, "refParent", zone.Parent)],
    };
}
