namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>Supplies the values behind slots while an expression is reckoned; a struct, so that the call costs nothing.</summary>
public interface IExpressionResolver
{
    /// <summary>The value behind a slot now; <see cref="ExpressionValue.None"/> when there is none.</summary>
    /// <param name="slot">As the binder numbered it.</param>
    /// <param name="arguments">The arguments that the binder wanted reckoned.</param>
    ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments);
}
