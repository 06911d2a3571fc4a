using System.Collections.Immutable;
using CityActors.Grains.Registry;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A registry in memory: enough of a search for tests of its followers.</summary>
public sealed class MemoryRegistry(int partitions, Pulse pulse) : ITwinRegistry
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly SortedDictionary<string, RegistryEntry> twins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Zone> zones = new(StringComparer.Ordinal);

    /// <summary>Entries that Import brought.</summary>
    public int Imported { get; private set; }

    /// <summary>While set, writes wait for it whatever is cancelled, as a transaction under way does.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Writes that wait.</summary>
    public int Held { get; private set; }

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public async Task Apply(int partition, IReadOnlyList<RegistryEntry> entries, long upTo, CancellationToken cancellationToken = default)
    {
        if (!Hold.IsCompleted)
        {
            Held++;
            pulse.Beat();
            await Hold;
        }

        lock (gate)
        {
            Put(entries.Where(entry => entry.Sequence > watermarks[partition]));
            watermarks[partition] = Math.Max(watermarks[partition], upTo);
        }

        pulse.Beat();
    }

    public Task Import(int partition, IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            Imported += entries.Count;
            Put(entries);
        }

        pulse.Beat();
        return Task.CompletedTask;
    }

    public Task<RegistryPage> Find(TwinQuery query, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var found = twins.Values
                .Where(twin => query.Type is null || TwinId.TypeOf(twin.Id) == query.Type)
                .Where(twin => query.Zone is null || twin.Zone == query.Zone)
                .Select(static twin => twin.Id).ToArray();
            var page = found.Where(id => query.After is null || string.CompareOrdinal(id, query.After) > 0).Take(query.Most).ToArray();
            return Task.FromResult(new RegistryPage([.. page], page.Length == query.Most ? page[^1] : null, found.Length));
        }
    }

    public Task<ImmutableArray<TypeCount>> Types(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<TypeCount>>(
                [.. twins.Keys.GroupBy(TwinId.TypeOf).Select(static type => new TypeCount(type.Key, type.Count()))]);
        }
    }

    public Task<ImmutableArray<TwinRelation>> Incoming(string objectId, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<TwinRelation>>(
                [.. twins.Values.SelectMany(static twin => twin.Relations).Where(relation => relation.Object == objectId).Take(most)]);
        }
    }

    public Task<ImmutableArray<Zone>> Zones(string? after, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<Zone>>(
                [.. zones.Values.Where(zone => after is null || string.CompareOrdinal(zone.Id, after) > 0).Take(most)]);
        }
    }

    public Task Reset(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            twins.Clear();
            zones.Clear();
            Array.Fill(watermarks, -1);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ids of the twins that are known.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (gate)
            {
                return [.. twins.Keys];
            }
        }
    }

    /// <summary>What is known of a twin.</summary>
    public RegistryEntry? Entry(string id)
    {
        lock (gate)
        {
            return twins.GetValueOrDefault(id);
        }
    }

    private void Put(IEnumerable<RegistryEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.AsZone is { } zone)
            {
                zones[zone.Id] = zone;
            }
            else if (entry.Deleted)
            {
                twins.Remove(entry.Id);
            }
            else
            {
                twins[entry.Id] = entry;
            }
        }
    }
}
