using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>Values of a contributing twin as the condition of a term asks for them.</summary>
internal readonly struct ConditionValues(ShardState state, MemberChannels channels) : IExpressionResolver
{
    /// <inheritdoc/>
    public ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments)
    {
        if (slot >= ConditionBinder.FirstAttribute)
        {
            return channels.Attributes[slot - ConditionBinder.FirstAttribute];
        }

        var channel = channels.Condition[slot];
        if (channel < 0 || state.Channels[channel].Quality == Quality.Invalid)
        {
            return ExpressionValue.None;
        }

        ref readonly var row = ref state.Channels[channel];
        switch (row.Kind)
        {
            case ValueKind.Number:
                return ExpressionValue.Of(BitConverter.Int64BitsToDouble(row.Bits));
            case ValueKind.Boolean:
                return ExpressionValue.Of(row.Bits != 0);
            case ValueKind.Code:
                return ExpressionValue.Of(state.Codes[(int)row.Bits]!);
            case ValueKind.Text when state.Texts[channel] is { } utf8:
                return ExpressionValue.Of(utf8, 0, utf8.Length);
            default:
                return ExpressionValue.None;
        }
    }
}
