using System.Collections.Immutable;

namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>
/// Functions of the language itself. Where an argument has no value, the result has none, unless it says otherwise here:
/// <c>known(x)</c> tells whether there is a value, <c>coalesce(a, b, …)</c> gives the first there is. <c>outside(x, low, high)</c> is
/// true below low and above high. <c>round(x, digits)</c> rounds halves away from zero.
/// </summary>
internal static class ExpressionFunctions
{
    /// <summary>Most arguments of one call.</summary>
    public const int ArgumentsMax = 32;

    private static readonly ImmutableSortedDictionary<string, Function> Functions = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        new KeyValuePair<string, Function>[]
        {
            new("abs", new(ExpressionCode.Abs, 1, 1)), new("sqrt", new(ExpressionCode.SquareRoot, 1, 1)),
            new("floor", new(ExpressionCode.Floor, 1, 1)), new("ceil", new(ExpressionCode.Ceiling, 1, 1)),
            new("round", new(ExpressionCode.Round, 1, 2)), new("exp", new(ExpressionCode.Exponential, 1, 1)),
            new("ln", new(ExpressionCode.Logarithm, 1, 1)), new("pow", new(ExpressionCode.Power, 2, 2)),
            new("min", new(ExpressionCode.Smallest, 1, ArgumentsMax)), new("max", new(ExpressionCode.Largest, 1, ArgumentsMax)),
            new("outside", new(ExpressionCode.Outside, 3, 3, ExpressionKind.Truth)),
            new("known", new(ExpressionCode.Known, 1, 1, ExpressionKind.Truth, ExpressionKind.None)),
            new("coalesce", new(ExpressionCode.FirstKnown, 1, ArgumentsMax, ExpressionKind.None, ExpressionKind.None)),
        });

    /// <summary>Names of all functions, for problems.</summary>
    public static string Names => string.Join(", ", Functions.Keys.Append("if").Order(StringComparer.Ordinal));

    /// <summary>The function of a call.</summary>
    /// <exception cref="ExpressionException">There is none, or it takes another number of arguments.</exception>
    public static Function Of(CallExpression call)
    {
        if (!Functions.TryGetValue(call.Function, out var function))
        {
            throw new ExpressionException(call, $"one of the functions {Names}", $"'{call.Function}'");
        }

        Count(call, function.Least, function.Most);
        return function;
    }

    /// <summary>Checks how many arguments a call has, and that it has no <c>where</c>.</summary>
    public static void Count(CallExpression call, int least, int most)
    {
        if (call.Arguments.Length < least || call.Arguments.Length > most)
        {
            var expected = most == 0 ? "no" : least == most ? $"{least}" : $"{least} to {most}";
            throw new ExpressionException(
                call, $"{expected} argument{(most == 1 ? "" : "s")} of {call.Function}", $"{call.Arguments.Length}");
        }

        if (call.Where is { } where)
        {
            throw new ExpressionException(where, $"{call.Function} without 'where'", "'where'");
        }
    }

    /// <summary>A function.</summary>
    public sealed record Function(
        ExpressionCode Code, int Least, int Most, ExpressionKind Gives = ExpressionKind.Number,
        ExpressionKind Takes = ExpressionKind.Number);
}
