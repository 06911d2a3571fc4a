using CityActors.Commands;
using CityActors.Grains.Log;
using CityActors.Registry;

namespace CityActors.Grains.Twins.Doors;

/// <summary>What every door needs; one for all doors of a process, so that a door costs a reference and not a bundle of them.</summary>
internal sealed class DoorPorts(IGrainFactory grains, ShardGrains shards, ICityLog log)
{
    public ShardGrains Shards => shards;

    public ICityLog Log => log;

    public IRegistryGrain Registry { get; } = grains.GetGrain<IRegistryGrain>(0);

    public ICommandsGrain Commands { get; } = grains.GetGrain<ICommandsGrain>(0);
}
