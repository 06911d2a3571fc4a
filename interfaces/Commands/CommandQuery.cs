using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Commands;

/// <summary>Which commands a list holds; newest request first.</summary>
/// <param name="States">Only of these states; empty: all.</param>
/// <param name="Twin">Only of this twin; null: all.</param>
/// <param name="Type">Only of twins of this type; null: all.</param>
/// <param name="Actor">Only asked for by this actor; null: all.</param>
/// <param name="From">Only requested at or after; null: no bound.</param>
/// <param name="To">Only requested before; null: no bound.</param>
/// <param name="After">Where the page goes on, as the last page said; null: at the newest.</param>
/// <param name="Most">Most commands of the page, 1-1,000.</param>
/// <param name="AtLeast">Positions that must be in the list, at most one of a partition.</param>
[GenerateSerializer, Immutable, Alias("city.CommandQuery")]
public sealed record CommandQuery(
    [property: Id(0)] ImmutableArray<CommandState> States,
    [property: Id(1)] string? Twin,
    [property: Id(2)] string? Type,
    [property: Id(3)] string? Actor,
    [property: Id(4)] DateTimeOffset? From,
    [property: Id(5)] DateTimeOffset? To,
    [property: Id(6)] string? After,
    [property: Id(7)] int Most,
    [property: Id(8)] ImmutableArray<LogPosition> AtLeast)
{
    /// <summary>The newest commands of all twins.</summary>
    public static CommandQuery Newest(int most) => new([], null, null, null, null, null, null, most, []);
}

/// <summary>A page of commands.</summary>
/// <param name="Commands">Newest request first.</param>
/// <param name="Next">Hand in as <see cref="CommandQuery.After"/> for the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("city.CommandPage")]
public sealed record CommandPage(
    [property: Id(0)] ImmutableArray<CityCommand> Commands,
    [property: Id(1)] string? Next);
