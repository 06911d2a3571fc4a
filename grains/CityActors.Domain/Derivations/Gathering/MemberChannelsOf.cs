using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>Finds the channels by which a twin contributes.</summary>
internal static class MemberChannelsOf
{
    /// <summary>Channels of each term; terms of other types have none.</summary>
    public static MemberChannels[] Find(ShardState state, Plan plan, int twin)
    {
        var type = state.Labels[state.Twins[twin].Type]!;
        var terms = plan.Formulas.Terms;
        var channels = new MemberChannels[terms.Length];
        for (var i = 0; i < channels.Length; i++)
        {
            var term = terms[i];
            channels[i] = term.Type == type
                ? new MemberChannels(
                    state.FindChannel(twin, term.Channel),
                    term.Weight is { } weight ? state.FindChannel(twin, weight) : -1,
                    [.. term.ConditionChannels.Select(name => state.FindChannel(twin, name))],
                    Attributes(state, term, twin))
                : new MemberChannels(-1, -1, [], []);
        }

        return channels;
    }

    private static ExpressionValue[] Attributes(ShardState state, Term term, int twin)
    {
        if (term.ConditionAttributes.IsEmpty)
        {
            return [];
        }

        var attributes = state.Picture(twin).Attributes;
        return [.. term.ConditionAttributes.Select(name => AttributeValue.Of(attributes.GetValueOrDefault(name)))];
    }
}
