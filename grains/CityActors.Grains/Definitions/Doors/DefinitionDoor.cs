using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Changes;
using CityActors.Grains.Definitions.Writing;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Log;

namespace CityActors.Grains.Definitions.Doors;

/// <summary>The door to definitions of one kind: reads from the projection, and hands writes to the one desk.</summary>
internal abstract class DefinitionDoor(DefinitionKind kind, DefinitionDoorPorts ports) : Grain, IDefinitionsGrain
{
    private IDefinitionDeskGrain Desk => GrainFactory.GetGrain<IDefinitionDeskGrain>(0);

    /// <inheritdoc/>
    public Task<DefinitionCheck> Check(string id, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Desk.Check((byte)kind, id, json);
    }

    /// <inheritdoc/>
    public Task<DefinitionSaved> Save(DefinitionDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Desk.Save((byte)kind, draft);
    }

    /// <inheritdoc/>
    public Task<DefinitionSaved> Retire(string id, int? expected, string why) => Desk.Retire((byte)kind, id, expected, why);

    /// <inheritdoc/>
    public async Task<Definition> Get(string id, int? version, ImmutableArray<LogPosition> atLeast)
    {
        DefinitionWords.CheckId(id);
        await ports.Reached(atLeast);
        return await ports.Store.Get(kind, id, version) ?? throw new DefinitionNotFoundException(
            id, version is not null && await ports.Store.Get(kind, id, null) is not null ? version : null);
    }

    /// <inheritdoc/>
    public async Task<DefinitionPage> List(DefinitionQuery query)
    {
        DefinitionWords.Check(query);
        await ports.Reached(query.AtLeast);
        return await ports.Store.Find(kind, query);
    }

    /// <inheritdoc/>
    public async Task<DefinitionVersionPage> Versions(string id, int? before, int most, ImmutableArray<LogPosition> atLeast)
    {
        DefinitionWords.CheckId(id);
        Most.Check(most, DefinitionWords.PageMax);
        await ports.Reached(atLeast);
        var versions = await ports.Store.Versions(kind, id, before, most);
        if (versions.IsEmpty && await ports.Store.Get(kind, id, null) is null)
        {
            throw new DefinitionNotFoundException(id, null);
        }

        var hasMore = versions.Length == most && versions[^1].Stamp.Version > 1;
        return new DefinitionVersionPage(versions, hasMore ? versions[^1].Stamp.Version : null);
    }
}

/// <summary>What the doors need.</summary>
internal sealed record DefinitionDoorPorts(IDefinitionStore Store, ICityLog Log, WatermarkWait Wait)
{
    private const int PositionsMax = 64;

    /// <summary>Ends when the projection has reached the positions.</summary>
    public async ValueTask Reached(ImmutableArray<LogPosition> positions)
    {
        if (positions.IsDefaultOrEmpty)
        {
            return;
        }

        if (positions.Length > PositionsMax)
        {
            throw new ArgumentException($"Expected at most {PositionsMax} positions, got {positions.Length}.");
        }

        foreach (var position in positions)
        {
            if (position.Partition < 0 || position.Partition >= Log.Partitions)
            {
                throw new ArgumentException($"Expected a partition from 0 to {Log.Partitions - 1}, got {position}.");
            }

            PositionRules.Check(Log, position, position.Partition);
            await Wait.Until(position, "definitions", () => Store.Watermark(position.Partition));
        }
    }
}
