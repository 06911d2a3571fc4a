using System.Collections.Immutable;
using CityActors.Domain.Twins;
using CityActors.Grains.Twins.Shards;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Twins.Writing;

/// <summary>
/// Turns names of channels into handles. What is unknown is registered by records like everything else, all of a call in one flush;
/// when two calls register the same name, the fold gives it one handle and both find it.
/// </summary>
internal sealed class ShardResolver(ShardPorts ports, ShardWriter writer, int partition)
{
    /// <summary>Handles of the channels, in their order; negative ones for what is unknown and not registered.</summary>
    public async Task<ImmutableArray<ChannelAddress>> Resolve(ShardRun run, ImmutableArray<ChannelName> channels, bool register)
    {
        TwinRules.CheckCount(channels, TwinRules.ItemsMax, "channels");
        foreach (var channel in channels)
        {
            TwinRules.CheckId(channel.Twin, partition, ports.Log.Partitions, "twin");
            TwinRules.CheckChannel(channel.Channel, channel.Twin);
            TwinRules.CheckUnit(channel.Unit, channel.Twin, channel.Channel);
        }

        if (register && Unknown(run.State, channels) is { Length: > 0 } unknown)
        {
            await writer.Describe(run, unknown);
        }

        var addresses = ImmutableArray.CreateBuilder<ChannelAddress>(channels.Length);
        foreach (var channel in channels)
        {
            addresses.Add(new ChannelAddress(ports.Log.Generation, partition, Find(run.State, channel)));
        }

        return addresses.MoveToImmutable();
    }

    private static ImmutableArray<TwinDefinition> Unknown(ShardState state, ImmutableArray<ChannelName> channels)
    {
        var unknown = channels.Where(channel => Find(state, channel) < 0).GroupBy(static channel => channel.Twin);
        return
        [
            .. unknown.Select(static twin => TwinDefinition.Bare(twin.Key) with
            {
                Channels =
                [
                    .. twin.Select(static channel => new ChannelDefinition(channel.Channel, channel.Unit))
                        .DistinctBy(static channel => channel.Name),
                ],
            }),
        ];
    }

    private static int Find(ShardState state, ChannelName channel) =>
        state.TryFind(channel.Twin, out var twin) ? state.FindChannel(twin, channel.Channel) : -1;
}
