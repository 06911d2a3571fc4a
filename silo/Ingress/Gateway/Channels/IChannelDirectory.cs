using System.Collections.Immutable;
using CityActors.Identity;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Gateway.Channels;

/// <summary>Asks for addresses of channels.</summary>
internal interface IChannelDirectory
{
    /// <summary>Addresses of channels of one partition, see <see cref="ITwinShardGrain.Resolve"/>.</summary>
    Task<ImmutableArray<ChannelAddress>> Resolve(
        int partition, ImmutableArray<ChannelName> channels, bool register, IngestSource source);
}

/// <summary>Asks the shards.</summary>
internal sealed class ShardChannelDirectory(IGrainFactory grains) : IChannelDirectory
{
    /// <inheritdoc/>
    public Task<ImmutableArray<ChannelAddress>> Resolve(
        int partition, ImmutableArray<ChannelName> channels, bool register, IngestSource source)
    {
        Caller.Set(source.Tenant, source.Actor);
        return grains.GetGrain<ITwinShardGrain>(partition).Resolve(channels, register);
    }
}
