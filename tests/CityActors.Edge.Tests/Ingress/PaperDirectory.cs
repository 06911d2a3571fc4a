using System.Collections.Immutable;
using CityActors.Grains.Log;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>The shards as a gateway sees them: names become handles, counted from 0 in each partition.</summary>
internal sealed class PaperDirectory(ICityLog log) : IChannelDirectory
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Twin, string Channel), ChannelAddress> known = [];
    private readonly Dictionary<(string Twin, string Channel), string?> units = [];
    private readonly int[] next = new int[log.Partitions];

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Set to let calls fail.</summary>
    public bool IsDown { get; set; }

    /// <summary>Generation that answers carry.</summary>
    public int Generation { get; set; } = log.Generation;

    /// <summary>Names by their addresses.</summary>
    public IReadOnlyDictionary<(string Twin, string Channel), ChannelAddress> Known
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<(string, string), ChannelAddress>(known);
            }
        }
    }

    /// <summary>Unit a channel was registered with.</summary>
    public string? UnitOf(string twin, string channel) => units[(twin, channel)];

    /// <summary>Makes a channel known.</summary>
    public ChannelAddress Register(string twin, string channel, string? unit = null)
    {
        lock (gate)
        {
            if (!known.TryGetValue((twin, channel), out var address))
            {
                var partition = TwinId.PartitionOf(twin, log.Partitions);
                address = new ChannelAddress(Generation, partition, next[partition]++);
                known.Add((twin, channel), address);
                units.Add((twin, channel), unit);
            }

            return address;
        }
    }

    /// <summary>Forgets a twin: its handles are given to nobody else.</summary>
    public void Delete(string twin)
    {
        lock (gate)
        {
            foreach (var name in known.Keys.Where(name => name.Twin == twin).ToArray())
            {
                known.Remove(name);
                units.Remove(name);
            }
        }
    }

    public Task<ImmutableArray<ChannelAddress>> Resolve(
        int partition, ImmutableArray<ChannelName> channels, bool register, IngestSource source)
    {
        lock (gate)
        {
            Calls++;
        }

        if (IsDown)
        {
            return Task.FromException<ImmutableArray<ChannelAddress>>(new TimeoutException("The shard is moving."));
        }

        return Task.FromResult(channels.Select(name => register
            ? Register(name.Twin, name.Channel, name.Unit)
            : Known.GetValueOrDefault((name.Twin, name.Channel), new ChannelAddress(Generation, partition, -1))).ToImmutableArray());
    }
}
