using System.Collections.Immutable;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Doors;

/// <summary>The door to a building.</summary>
internal sealed class BuildingGrain(DoorPorts ports) : TwinDoor(ports), IBuildingGrain
{
    private const string RefBuilding = "refBuilding";

    /// <inheritdoc/>
    public async Task<ImmutableArray<TwinState>> Installed()
    {
        var incoming = await Ports.Registry.Incoming(Id, RelationsMax);
        var ids = incoming.Where(static relation => relation.Name == RefBuilding)
            .Select(static relation => relation.Subject).Distinct().Take(AnswerMax).ToArray();
        return await Ports.Shards.Read(ids);
    }

    /// <summary>More than the answer holds: relations of other names point at a building too.</summary>
    private const int RelationsMax = 10_000;
}
