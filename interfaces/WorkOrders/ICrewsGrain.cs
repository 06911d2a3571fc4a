using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.WorkOrders;

/// <summary>The crews that work orders are assigned to. Keyed by 0.</summary>
[Alias("city.ICrewsGrain")]
public interface ICrewsGrain : IGrainWithIntegerKey
{
    /// <summary>All of them, by id; at most 2,000.</summary>
    [Alias("List")]
    Task<ImmutableArray<Crew>> List();

    /// <summary>Puts a crew in, in the place of one of the same id.</summary>
    [Alias("Put")]
    Task<MoveAnswer> Put(Crew crew, MoveOrder order);
}

/// <summary>A crew.</summary>
/// <param name="Id"><c>[a-z0-9][a-z0-9.-]{0,63}</c>.</param>
/// <param name="Name">As people call it, 1-100 characters.</param>
/// <param name="Skills">What it can do, words of 1-64 characters, at most 50.</param>
/// <param name="Zone">URN of the zone it works in; null: everywhere.</param>
/// <param name="Contact">How to reach it, at most 200 characters; null when it is not said.</param>
/// <param name="IsActive">Whether orders can be assigned to it.</param>
[GenerateSerializer, Immutable, Alias("city.Crew")]
public sealed record Crew(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<string> Skills,
    [property: Id(3)] string? Zone,
    [property: Id(4)] string? Contact,
    [property: Id(5)] bool IsActive);
