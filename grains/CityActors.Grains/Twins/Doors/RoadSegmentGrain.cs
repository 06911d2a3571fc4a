using System.Collections.Immutable;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Doors;

/// <summary>The door to a road segment.</summary>
internal sealed class RoadSegmentGrain(DoorPorts ports) : TwinDoor(ports), IRoadSegmentGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> Vehicles()
    {
        // Vehicles belong to any partition: every shard is asked.
        var answers = await Task.WhenAll(Ports.Shards.All.Select(shard => shard.OnSegment(Id, AnswerMax)));
        return [.. answers.SelectMany(static vehicles => vehicles).Order(StringComparer.Ordinal).Take(AnswerMax)];
    }
}
