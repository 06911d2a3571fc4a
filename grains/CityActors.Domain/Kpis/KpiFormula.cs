using System.Collections.Immutable;
using CityActors.Domain.Expressions;
using CityActors.Kpis;

namespace CityActors.Domain.Kpis;

/// <summary>Reads out of formulas what they are made of; whether they are right is judged where definitions are saved.</summary>
public static class KpiFormula
{
    /// <summary>Types and channels that formulas read, in the order of their names. A text that is no formula reads nothing.</summary>
    public static ImmutableArray<KpiSource> Sources(params IEnumerable<string> formulas) =>
    [
        .. Parts(formulas).SelectMany(Source).Distinct()
            .OrderBy(static source => source.Type, StringComparer.Ordinal).ThenBy(static source => source.Channel, StringComparer.Ordinal),
    ];

    /// <summary>Reference tables that formulas look into, in the order of their names.</summary>
    public static ImmutableArray<string> Tables(params IEnumerable<string> formulas) =>
    [
        .. Parts(formulas).OfType<CallExpression>()
            .Where(static call => call is { Function: "limit" or "interpolate", Arguments: [TextLiteral, ..] })
            .Select(static call => ((TextLiteral)call.Arguments[0]).Value)
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<Expression> Parts(IEnumerable<string> formulas) =>
        formulas.SelectMany(static formula => ExpressionParser.TryParse(formula, out var expression, out _) ? expression.All() : []);

    // A channel is named with its type; count(Type) names the type alone, with a capital as types have.
    private static IEnumerable<KpiSource> Source(Expression part) => part switch
    {
        NameExpression { Qualifier: { } type } name => [new KpiSource(type, name.Text)],
        CallExpression { Function: "count", Arguments: [NameExpression { Qualifier: null } name] }
            when char.IsAsciiLetterUpper(name.Text[0]) => [new KpiSource(name.Text, "")],
        _ => [],
    };
}
