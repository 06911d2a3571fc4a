using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Tests.Expressions;

/// <summary>Reckons by walking the tree, the plainest way: what programs are compared with.</summary>
internal static class TreeWalk
{
    public static ExpressionValue Reckon(Expression tree, Func<Expression, ExpressionValue> named)
    {
        ExpressionValue Of(Expression part) => Reckon(part, named);
        switch (tree)
        {
            case NumberLiteral number:
                return ExpressionValue.Of(number.Value);
            case DurationLiteral duration:
                return ExpressionValue.Of(duration.Seconds);
            case TextLiteral text:
                return ExpressionValue.Of(text.Value);
            case TruthLiteral truth:
                return ExpressionValue.Of(truth.Value);
            case UnaryExpression { Operator: ExpressionOperator.Not } unary:
                return Truth(Of(unary.Operand)) is { } it ? ExpressionValue.Of(!it) : ExpressionValue.None;
            case UnaryExpression unary:
                return Number(Of(unary.Operand)) is { } negated ? ExpressionValue.Of(-negated) : ExpressionValue.None;
            case CallExpression { Function: "if" } call:
                return Truth(Of(call.Arguments[0])) is { } so ? Of(call.Arguments[so ? 1 : 2]) : ExpressionValue.None;
            case CallExpression { Function: "known" } call:
                return ExpressionValue.Of(!Of(call.Arguments[0]).IsNone);
            case CallExpression { Function: "coalesce" } call:
                return call.Arguments.Select(Of).FirstOrDefault(static value => !value.IsNone);
            case CallExpression call:
                var numbers = call.Arguments.Select(argument => Number(Of(argument))).ToArray();
                return numbers.All(static number => number is not null)
                    ? Call(call.Function, [.. numbers.Select(static number => number!.Value)])
                    : ExpressionValue.None;
            case BinaryExpression binary:
                return Binary(binary.Operator, Of(binary.Left), Of(binary.Right));
            default:
                return named(tree);
        }
    }

    private static ExpressionValue Call(string function, double[] x) => function switch
    {
        "abs" => ExpressionValue.Of(Math.Abs(x[0])),
        "sqrt" => ExpressionValue.Of(Math.Sqrt(x[0])),
        "pow" => ExpressionValue.Of(Math.Pow(x[0], x[1])),
        "min" => ExpressionValue.Of(x.Min()),
        "max" => ExpressionValue.Of(x.Max()),
        "outside" => ExpressionValue.Of(x[0] < x[1] || x[0] > x[2]),
        "round" when x.Length == 1 => ExpressionValue.Of(Math.Round(x[0], MidpointRounding.AwayFromZero)),
        "round" when x[1] is >= 0 and <= 15 && x[1] == (int)x[1] =>
            ExpressionValue.Of(Math.Round(x[0], (int)x[1], MidpointRounding.AwayFromZero)),
        _ => ExpressionValue.None,
    };

    private static ExpressionValue Binary(ExpressionOperator one, ExpressionValue left, ExpressionValue right)
    {
        var (l, r) = (Truth(left), Truth(right));
        switch (one)
        {
            case ExpressionOperator.And:
                return l == false || r == false ? ExpressionValue.Of(false) : Known(l & r);
            case ExpressionOperator.Or:
                return l == true || r == true ? ExpressionValue.Of(true) : Known(l | r);
            case ExpressionOperator.Equal:
                return Same(left, right) is { } same ? ExpressionValue.Of(same) : ExpressionValue.None;
            case ExpressionOperator.NotEqual:
                return Same(left, right) is { } alike ? ExpressionValue.Of(!alike) : ExpressionValue.None;
        }

        return Number(left) is not { } a || Number(right) is not { } b ? ExpressionValue.None : one switch
        {
            ExpressionOperator.Less => ExpressionValue.Of(a < b),
            ExpressionOperator.LessOrEqual => ExpressionValue.Of(a <= b),
            ExpressionOperator.Greater => ExpressionValue.Of(a > b),
            ExpressionOperator.GreaterOrEqual => ExpressionValue.Of(a >= b),
            ExpressionOperator.Add => ExpressionValue.Of(a + b),
            ExpressionOperator.Subtract => ExpressionValue.Of(a - b),
            ExpressionOperator.Multiply => ExpressionValue.Of(a * b),
            ExpressionOperator.Divide => ExpressionValue.Of(a / b),
            _ => ExpressionValue.Of(a % b),
        };
    }

    private static bool? Same(ExpressionValue left, ExpressionValue right) =>
        left.IsNone || left.Kind != right.Kind ? null : left.ToString() == right.ToString();

    private static ExpressionValue Known(bool? truth) => truth is { } it ? ExpressionValue.Of(it) : ExpressionValue.None;

    private static bool? Truth(ExpressionValue value) => value.Kind == ExpressionKind.Truth ? value.IsTrue : null;

    private static double? Number(ExpressionValue value) => value.Kind == ExpressionKind.Number ? value.Number : null;
}
