using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Twins;

namespace CityActors.Registry;

/// <summary>What twins exist: a projection of the log that can be searched and paged. Keyed by 0; stateless.</summary>
[Alias("city.IRegistryGrain")]
public interface IRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of twins with their live state.</summary>
    [Alias("Find")]
    Task<TwinPage> Find(TwinQuery query);

    /// <summary>Registered types with the number of their twins, by name.</summary>
    [Alias("Types")]
    Task<ImmutableArray<TypeCount>> Types();

    /// <summary>Relations that point at a twin, at most <paramref name="most"/>.</summary>
    [Alias("Incoming")]
    Task<ImmutableArray<TwinRelation>> Incoming(string objectId, int most);
}

/// <summary>What to look for. Parts that are null or empty do not restrict.</summary>
/// <param name="Type">Twin type.</param>
/// <param name="Text">Words in id or name, with or without diacritics.</param>
/// <param name="Zone">URN of the zone the twin was bound to.</param>
/// <param name="After">Id after which the page starts.</param>
/// <param name="Most">1-1,000.</param>
/// <param name="AtLeast">The registry must have reached this position; null: as it stands.</param>
[GenerateSerializer, Immutable, Alias("city.TwinQuery")]
public sealed record TwinQuery(
    [property: Id(0)] string? Type,
    [property: Id(1)] string? Text,
    [property: Id(2)] string? Zone,
    [property: Id(3)] string? After,
    [property: Id(4)] int Most,
    [property: Id(5)] LogPosition? AtLeast);

/// <summary>A page of twins.</summary>
/// <param name="Twins">In the order of their ids.</param>
/// <param name="Next">Hand in as <see cref="TwinQuery.After"/> for the next page; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
[GenerateSerializer, Immutable, Alias("city.TwinPage")]
public sealed record TwinPage(
    [property: Id(0)] ImmutableArray<TwinState> Twins,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total);

/// <summary>A type and how many twins are of it.</summary>
[GenerateSerializer, Immutable, Alias("city.TypeCount")]
public readonly record struct TypeCount([property: Id(0)] string Type, [property: Id(1)] long Count);
