using System.Collections.Immutable;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Registry;
using CityActors.Twins;
using Orleans.Concurrency;

namespace CityActors.Grains.Registry;

/// <summary>
/// Searches the registry and reads what it found from the shards: the projection says which twins, the shards say how they are.
/// </summary>
[StatelessWorker]
internal sealed class RegistryGrain(ITwinRegistry registry, ShardGrains shards, ICityLog log, WatermarkWait wait) : Grain, IRegistryGrain
{
    private const int PageMax = 1_000;
    private const int TextLengthMax = 200;

    /// <inheritdoc/>
    public async Task<TwinPage> Find(TwinQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Most.Check(query.Most, PageMax);
        if (query.Text?.Length > TextLengthMax)
        {
            throw new ArgumentException($"Expected a text of at most {TextLengthMax} characters, got {query.Text.Length}.");
        }

        if (query.AtLeast is { } position)
        {
            PositionRules.Check(log, position, position.Partition);
            await wait.Until(position, "registry", () => registry.Watermark(position.Partition));
        }

        var page = await registry.Find(query);
        return new TwinPage(await shards.Read(page.Ids), page.Next, page.Total);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<TypeCount>> Types() => registry.Types();

    /// <inheritdoc/>
    public Task<ImmutableArray<TwinRelation>> Incoming(string objectId, int most)
    {
        TwinRules.CheckId(objectId, nameof(objectId));
        Most.Check(most, TwinRules.ItemsMax);
        return registry.Incoming(objectId, most);
    }
}
