using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Rules.Conditions;

/// <summary>Judges a condition on values that mean nothing, to measure what it costs.</summary>
public sealed class RuleTrial
{
    private readonly ExpressionProgram when;
    private readonly ExpressionProgram? until;
    private Sample sample;

    /// <summary>A trial of a condition.</summary>
    public RuleTrial(RuleCondition condition) => (when, until) = condition.Programs();

    /// <summary>Judges once.</summary>
    /// <returns>How many of its expressions were true.</returns>
    public int Judge() =>
        (when.Evaluate(ref sample).IsTrue ? 1 : 0) + (until is not null && until.Evaluate(ref sample).IsTrue ? 1 : 0);

    private struct Sample : IExpressionResolver
    {
        private double number;

        public ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments) =>
            ExpressionValue.Of(number = (number + slot + 1) % 1_000);
    }
}
