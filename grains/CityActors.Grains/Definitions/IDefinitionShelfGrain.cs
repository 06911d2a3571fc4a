using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Grains.Definitions;

/// <summary>
/// The definitions that a partition works by, as its shard has them. The shard itself answers; every partition has all of them. Keyed
/// by partition.
/// </summary>
[Alias("city.IDefinitionShelfGrain")]
internal interface IDefinitionShelfGrain : IGrainWithIntegerKey
{
    /// <summary>A page of the newest versions in the order of their numbers.</summary>
    /// <param name="from">Number of the first, from 0.</param>
    [Alias("ExportDefinitions")]
    Task<DefinitionShelfPage> ExportDefinitions(int from);
}

/// <summary>A page of definitions.</summary>
/// <param name="Pictures">Encoded <see cref="Domain.Changes.DefinitionPicture"/>s.</param>
/// <param name="Next">Where to go on; negative: that was all.</param>
/// <param name="Position">Position of the shard while it read them.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionShelfPage")]
internal sealed record DefinitionShelfPage(
    [property: Id(0)] ImmutableArray<byte[]> Pictures,
    [property: Id(1)] int Next,
    [property: Id(2)] LogPosition Position);
