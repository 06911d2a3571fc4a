using System.Collections.Immutable;

namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>Gives names, attributes and calls their meaning: the owner of a language around expressions implements it.</summary>
public interface IExpressionBinder
{
    /// <summary>
    /// What a <see cref="NameExpression"/>, <see cref="AttributeExpression"/> or <see cref="CallExpression"/> means. Calls are asked
    /// before the functions of the language itself are looked at.
    /// </summary>
    /// <returns>Null of a call: it is none of the owner's functions.</returns>
    /// <exception cref="ExpressionException">The owner knows no such thing, or it is used in a wrong way.</exception>
    ExpressionBinding? Bind(Expression part);
}

/// <summary>What the owner supplies when an expression is reckoned.</summary>
/// <param name="Slot">The owner's number of it: <see cref="IExpressionResolver.Value"/> is asked with it.</param>
/// <param name="Kind">What kind of value it gives; <see cref="ExpressionKind.None"/>: that shows only then.</param>
/// <param name="Cost">How many operations getting it costs, at least 1.</param>
/// <param name="Reckoned">Arguments that are reckoned first and given to the owner; the others are his own matter.</param>
public sealed record ExpressionBinding(int Slot, ExpressionKind Kind, int Cost, ImmutableArray<Expression> Reckoned)
{
    /// <summary>A value that needs nothing else.</summary>
    public ExpressionBinding(int slot, ExpressionKind kind = ExpressionKind.None, int cost = 1)
        : this(slot, kind, cost, [])
    {
    }
}
