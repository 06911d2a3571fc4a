using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions.Doors;
using CityActors.Log;
using CityActors.Rules;
using Orleans.Concurrency;

namespace CityActors.Grains.Rules;

/// <summary>The door to rules.</summary>
[StatelessWorker]
internal sealed class RulesGrain(DefinitionDoorPorts ports) : DefinitionDoor(DefinitionKind.Rule, ports), IRulesGrain
{
    /// <inheritdoc/>
    public async Task<RulePage> Find(DefinitionQuery query)
    {
        if (query?.State == DefinitionState.Retired)
        {
            throw new ArgumentException("Expected a state of rules that have fields, got Retired: list or get them instead.");
        }

        var page = await List(query!);
        return new RulePage([.. page.Definitions.Select(RuleFields.Of)], page.Next, page.Total);
    }

    /// <inheritdoc/>
    public async Task<RuleDefinition> Read(string id, ImmutableArray<LogPosition> atLeast)
    {
        var definition = await Get(id, null, atLeast);
        return definition.Json is null ? throw new DefinitionNotFoundException(id, null) : RuleFields.Of(definition);
    }
}
