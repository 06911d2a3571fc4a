using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Log;

namespace CityActors.Definitions;

/// <summary>Which definitions to list, the newest version of each. Parts that are null do not restrict.</summary>
/// <param name="Text">Words in id or names, with or without diacritics.</param>
/// <param name="State">State; null: all but retired ones.</param>
/// <param name="Family">Family of rules, or sector of KPIs.</param>
/// <param name="Type">Type of twins that a rule is for.</param>
/// <param name="Channel">Channel that a rule is for.</param>
/// <param name="Twin">Twin that a rule is for.</param>
/// <param name="Severity">Severity of a rule's alerts.</param>
/// <param name="After">Id after which the page starts.</param>
/// <param name="Most">1-1,000.</param>
/// <param name="AtLeast">Positions that the answer must have reached; of partitions not named: as they stand.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionQuery")]
public sealed record DefinitionQuery(
    [property: Id(0)] string? Text,
    [property: Id(1)] DefinitionState? State,
    [property: Id(2)] string? Family,
    [property: Id(3)] string? Type,
    [property: Id(4)] string? Channel,
    [property: Id(5)] string? Twin,
    [property: Id(6)] Severity? Severity,
    [property: Id(7)] string? After,
    [property: Id(8)] int Most,
    [property: Id(9)] ImmutableArray<LogPosition> AtLeast)
{
    /// <summary>All definitions that are not retired.</summary>
    public static DefinitionQuery All(int most) => new(null, null, null, null, null, null, null, null, most, []);
}

/// <summary>A page of definitions in the order of their ids.</summary>
/// <param name="Definitions">The definitions.</param>
/// <param name="Next">Hand in as <see cref="DefinitionQuery.After"/> for the next page; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionPage")]
public sealed record DefinitionPage(
    [property: Id(0)] ImmutableArray<Definition> Definitions,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total);

/// <summary>A page of the versions of a definition, newest first.</summary>
/// <param name="Versions">The versions.</param>
/// <param name="Before">Ask for versions before this one for the next page; null: that was the first.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionVersionPage")]
public sealed record DefinitionVersionPage(
    [property: Id(0)] ImmutableArray<Definition> Versions,
    [property: Id(1)] int? Before);
