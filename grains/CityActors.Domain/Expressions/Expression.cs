using System.Collections.Immutable;

namespace CityActors.Domain.Expressions;

/// <summary>
/// What a condition or a formula says, as a tree. Line and column, both from 1, are where it begins in its text; they do not count when
/// two trees are compared by <see cref="ExpressionText"/>.
/// </summary>
/// <param name="Line">Line of its first character, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
public abstract record Expression(int Line, int Column)
{
    /// <summary>What it is made of, from left to right.</summary>
    public virtual ImmutableArray<Expression> Parts => [];

    /// <summary>Itself and everything below it, from left to right.</summary>
    public IEnumerable<Expression> All() => Parts.SelectMany(static part => part.All()).Prepend(this);
}

/// <summary>A number, as <c>9.5</c>.</summary>
/// <param name="Value">Finite, not negative.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record NumberLiteral(double Value, int Line, int Column) : Expression(Line, Column);

/// <summary>A length of time, as <c>5 min</c>; in reckoning it is its number of seconds.</summary>
/// <param name="Amount">How many of the unit; finite, not negative.</param>
/// <param name="Unit">One of ms, s, min, h, d.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record DurationLiteral(double Amount, string Unit, int Line, int Column) : Expression(Line, Column)
{
    /// <summary>Milliseconds of each unit.</summary>
    public static readonly ImmutableSortedDictionary<string, long> Units = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [KeyValuePair.Create("ms", 1L), new("s", 1_000), new("min", 60_000), new("h", 3_600_000), new("d", 86_400_000)]);

    /// <summary>The same in milliseconds.</summary>
    public double Milliseconds => Amount * Units[Unit];

    /// <summary>The same in seconds.</summary>
    public double Seconds => Milliseconds / 1000;
}

/// <summary>A text, as <c>'on'</c>.</summary>
/// <param name="Value">The text without its quotes.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record TextLiteral(string Value, int Line, int Column) : Expression(Line, Column);

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">Which of them.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record TruthLiteral(bool Value, int Line, int Column) : Expression(Line, Column);

/// <summary>A name, as <c>waterLevel</c>, <c>TrafficFlowObserved.intensity</c> or <c>`pm2.5`</c>.</summary>
/// <param name="Qualifier">What stands before the first dot; null without one.</param>
/// <param name="Text">The name itself.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record NameExpression(string? Qualifier, string Text, int Line, int Column) : Expression(Line, Column);

/// <summary>An attribute of the twin, as <c>@capacity</c>.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record AttributeExpression(string Name, int Line, int Column) : Expression(Line, Column);

/// <summary>A function or aggregate, as <c>max(a, b)</c> or <c>count(x where x = 'on')</c>.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="Where">Which values count; null: all.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record CallExpression(
    string Function, ImmutableArray<Expression> Arguments, Expression? Where, int Line, int Column) : Expression(Line, Column)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Where is null ? Arguments : Arguments.Add(Where);
}

/// <summary><c>-x</c> or <c>not x</c>.</summary>
/// <param name="Operator"><see cref="ExpressionOperator.Negate"/> or <see cref="ExpressionOperator.Not"/>.</param>
/// <param name="Operand">What follows it.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record UnaryExpression(ExpressionOperator Operator, Expression Operand, int Line, int Column) : Expression(Line, Column)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Operand];
}

/// <summary>Two operands with an operator between them; line and column are the operator's.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">What stands before it.</param>
/// <param name="Right">What follows it.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column.</param>
public sealed record BinaryExpression(
    ExpressionOperator Operator, Expression Left, Expression Right, int Line, int Column) : Expression(Line, Column)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Left, Right];
}
