using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Definitions;

namespace CityActors.Rules;

/// <summary>What a broken rule does.</summary>
public enum RuleEffect
{
    /// <summary>It raises an alert.</summary>
    Alert = 1,

    /// <summary>It marks the reading invalid and raises nothing: the value is physically impossible.</summary>
    Invalid = 2,
}

/// <summary>The newest version of a rule, in its fields.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Family">What it is about, e.g. <c>flood</c>; alerts of a family are grouped into incidents.</param>
/// <param name="Type">Type of twins it is for.</param>
/// <param name="Channel">Channel it is for.</param>
/// <param name="Twin">Twin it is for alone; null: all of the type.</param>
/// <param name="Zone">Zone whose twins it is for; null: wherever they are.</param>
/// <param name="Replaces">Rule that it replaces for its twin; null: none.</param>
/// <param name="Condition">When it is broken, in the language of rules.</param>
/// <param name="Effect">What then.</param>
/// <param name="Severity">Severity of its alerts.</param>
/// <param name="ClearAfter">How long it must be normal again before an alert clears; null: at once.</param>
/// <param name="ValidFrom">From when on it is valid, UTC; null: since ever.</param>
/// <param name="ValidTo">Until when it is valid, UTC, exclusive; null: without end.</param>
/// <param name="Source">Where it comes from; null when nothing is said.</param>
/// <param name="Advice">What to do; null when nothing is said.</param>
/// <param name="Definition">The definition itself: state, JSON, version, author, position.</param>
[GenerateSerializer, Immutable, Alias("city.RuleDefinition")]
public sealed record RuleDefinition(
    [property: Id(0)] string Id,
    [property: Id(1)] LocalText Name,
    [property: Id(2)] string Family,
    [property: Id(3)] string Type,
    [property: Id(4)] string Channel,
    [property: Id(5)] string? Twin,
    [property: Id(6)] string? Zone,
    [property: Id(7)] string? Replaces,
    [property: Id(8)] string Condition,
    [property: Id(9)] RuleEffect Effect,
    [property: Id(10)] Severity Severity,
    [property: Id(11)] TimeSpan? ClearAfter,
    [property: Id(12)] DateTimeOffset? ValidFrom,
    [property: Id(13)] DateTimeOffset? ValidTo,
    [property: Id(14)] string? Source,
    [property: Id(15)] LocalText? Advice,
    [property: Id(16)] Definition Definition);

/// <summary>A page of rules in the order of their ids.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Next">Hand in as <see cref="DefinitionQuery.After"/> for the next page; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
[GenerateSerializer, Immutable, Alias("city.RulePage")]
public sealed record RulePage(
    [property: Id(0)] ImmutableArray<RuleDefinition> Rules,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total);
