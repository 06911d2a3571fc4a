using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>Reckons the formulas of a derivation on values that mean nothing, to measure what they cost.</summary>
public sealed class FormulaTrial
{
    private readonly FormulaSet formulas;
    private Sample sample;

    /// <summary>A trial of a derivation that was read without problems.</summary>
    public FormulaTrial(Derivation derivation) => formulas = FormulaSet.Compile(derivation, [])
        ?? throw new ArgumentException($"Expected formulas that can be reckoned, '{derivation.Id}' has none.", nameof(derivation));

    /// <summary>Operations that all formulas take together at most.</summary>
    public int Cost => formulas.Programs.Sum(static program => program.Cost);

    /// <summary>Reckons every formula once.</summary>
    /// <returns>How many of them had a value.</returns>
    public int Reckon()
    {
        var known = 0;
        foreach (var program in formulas.Programs)
        {
            known += program.Evaluate(ref sample).Kind == ExpressionKind.None ? 0 : 1;
        }

        return known;
    }

    private struct Sample : IExpressionResolver
    {
        private double number;

        public ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments) =>
            ExpressionValue.Of(number = (number + slot + 1) % 1_000);
    }
}
