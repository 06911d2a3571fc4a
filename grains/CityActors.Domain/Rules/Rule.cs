using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Domain.Rules.Conditions;
using CityActors.Rules;

namespace CityActors.Domain.Rules;

/// <summary>A rule as its definition says it, checked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Family">What it is about; alerts of a family are grouped into incidents.</param>
/// <param name="Type">Type of twins it is for.</param>
/// <param name="Channel">Channel it is about.</param>
/// <param name="Twin">Twin it is for alone; null: all of the type.</param>
/// <param name="Zone">Zone whose twins it is for, zones inside it included; null: wherever they are.</param>
/// <param name="Replaces">Rule that it replaces for its twin while it is valid itself; null: none.</param>
/// <param name="Condition">When it is broken.</param>
/// <param name="Effect">What then.</param>
/// <param name="Severity">Severity of its alerts.</param>
/// <param name="ClearAfterMs">How long it must be normal again before an alert clears, milliseconds; 0: at once.</param>
/// <param name="ValidFromMs">From when on it is valid, by the reading's time, Unix milliseconds; null: since ever.</param>
/// <param name="ValidToMs">Until when, exclusive; null: without end.</param>
/// <param name="Source">Where it comes from; null when nothing is said.</param>
/// <param name="Advice">What to do; null when nothing is said.</param>
/// <param name="IsEnabled">Whether it is in force.</param>
public sealed record Rule(
    string Id, LocalText Name, string Family, string Type, string Channel, string? Twin, string? Zone, string? Replaces,
    RuleCondition Condition, RuleEffect Effect, Severity Severity, long ClearAfterMs, long? ValidFromMs, long? ValidToMs,
    string? Source, LocalText? Advice, bool IsEnabled)
{
    /// <summary>Whether it is valid at a moment.</summary>
    public bool IsValidAt(long atMs) => !(atMs < ValidFromMs) && !(atMs >= ValidToMs);
}
