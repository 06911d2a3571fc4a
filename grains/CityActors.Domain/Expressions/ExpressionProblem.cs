namespace CityActors.Domain.Expressions;

/// <summary>Where and why a text is no expression.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Expected">What could have stood there.</param>
/// <param name="Found">What stands there.</param>
public sealed record ExpressionProblem(int Line, int Column, string Expected, string Found)
{
    /// <summary>The problem in one sentence.</summary>
    public override string ToString() => $"Line {Line}, column {Column}: expected {Expected}, got {Found}.";
}

/// <summary>A text is no expression, or one that nothing can be made of.</summary>
public sealed class ExpressionException(ExpressionProblem problem) : FormatException(problem.ToString())
{
    /// <summary>A problem at the beginning of an expression.</summary>
    public ExpressionException(Expression at, string expected, string found)
        : this(new ExpressionProblem(at.Line, at.Column, expected, found))
    {
    }

    /// <summary>Where and why.</summary>
    public ExpressionProblem Problem { get; } = problem;
}
