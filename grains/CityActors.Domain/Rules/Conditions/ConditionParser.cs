using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Rules.Conditions;

/// <summary>Reads conditions.</summary>
public static class ConditionParser
{
    /// <summary>Reads a condition.</summary>
    /// <exception cref="ExpressionException">It is none; says where, what was expected, what came.</exception>
    public static RuleCondition Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var when = parser.ReadExpression();
        var dwell = parser.Accept("for") ? parser.ReadDuration() : null;
        if (dwell?.Milliseconds > RuleReader.TimeMax.TotalMilliseconds)
        {
            throw new ExpressionException(dwell, $"at most {RuleReader.TimeMax.TotalDays} d", ExpressionText.Of(dwell));
        }

        var until = parser.Accept("until") ? parser.ReadExpression() : null;
        parser.ExpectEnd(
            until is not null ? "an operator or the end of the text"
            : dwell is not null ? "'until' or the end of the text"
            : "an operator, 'for', 'until' or the end of the text");

        var binder = new ConditionBinder();
        ExpressionCompiler.Compile(when, binder, ExpressionKind.Truth);
        if (until is not null)
        {
            ExpressionCompiler.Compile(until, binder, ExpressionKind.Truth);
        }

        return new RuleCondition(text, when, (long)Math.Ceiling(dwell?.Milliseconds ?? 0), until, binder.Slots);
    }
}
