using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Rules;
using CityActors.Domain.Twins;
using CityActors.Rules;

namespace CityActors.Grains.Rules;

/// <summary>Takes definitions of rules apart into their fields.</summary>
internal static class RuleFields
{
    /// <summary>The fields of a rule that is not retired. Of one that does not parse any more, those that lists know.</summary>
    public static RuleDefinition Of(Definition definition)
    {
        try
        {
            var rule = RuleReader.Read(definition.Id, definition.Json!);
            return new RuleDefinition(
                rule.Id, rule.Name, rule.Family, rule.Type, rule.Channel, rule.Twin, rule.Zone, rule.Replaces, rule.Condition.Text,
                rule.Effect, rule.Severity, rule.ClearAfterMs > 0 ? TimeSpan.FromMilliseconds(rule.ClearAfterMs) : null,
                At(rule.ValidFromMs), At(rule.ValidToMs), rule.Source, rule.Advice, definition);
        }
        catch (DefinitionException)
        {
            var head = DefinitionHead.Of(definition.Json);
            return new RuleDefinition(
                definition.Id, definition.Name, head.Family ?? "", head.Type ?? "", head.Channel ?? "", head.Twin, null, null, "",
                RuleEffect.Alert, head.Severity ?? Severity.Informational, null, null, null, null, null, definition);
        }
    }

    private static DateTimeOffset? At(long? ms) => ms is { } at ? Moment.Of(at) : null;
}
