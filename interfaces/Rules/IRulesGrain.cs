using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Log;

namespace CityActors.Rules;

/// <summary>
/// The rules of the city: when readings, or silence, mean an alert, or a reading is no good. Keyed by 0. What
/// <see cref="IDefinitionsGrain"/> says of definitions holds; what costs too much is refused with its measured cost.
/// </summary>
[Alias("city.IRulesGrain")]
public interface IRulesGrain : IDefinitionsGrain
{
    /// <summary>A page of rules in their fields. Retired ones are left out whatever the query says.</summary>
    [Alias("Find")]
    Task<RulePage> Find(DefinitionQuery query);

    /// <summary>The newest version of a rule in its fields.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="atLeast">Positions that the answer must have reached.</param>
    /// <exception cref="DefinitionNotFoundException">It was never defined, or is retired.</exception>
    [Alias("Read")]
    Task<RuleDefinition> Read(string id, ImmutableArray<LogPosition> atLeast);
}
