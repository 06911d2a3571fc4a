using System.Globalization;

namespace CityActors.Domain.Expressions;

/// <summary>Writes expressions as people do, with no more brackets than they need; reading what it wrote gives the same tree.</summary>
public static class ExpressionText
{
    /// <summary>The operator as it is written.</summary>
    public static string Of(ExpressionOperator one) => one switch
    {
        ExpressionOperator.Or => "or",
        ExpressionOperator.And => "and",
        ExpressionOperator.Not => "not",
        ExpressionOperator.Equal => "=",
        ExpressionOperator.NotEqual => "!=",
        ExpressionOperator.Less => "<",
        ExpressionOperator.LessOrEqual => "<=",
        ExpressionOperator.Greater => ">",
        ExpressionOperator.GreaterOrEqual => ">=",
        ExpressionOperator.Add => "+",
        ExpressionOperator.Multiply => "*",
        ExpressionOperator.Divide => "/",
        ExpressionOperator.Remainder => "%",
        _ => "-",
    };

    /// <summary>The expression as it is written.</summary>
    public static string Of(Expression expression) => expression switch
    {
        NumberLiteral number => Of(number.Value),
        DurationLiteral duration => $"{Of(duration.Amount)} {duration.Unit}",
        TextLiteral text => Quote(text.Value, '\''),
        TruthLiteral truth => truth.Value ? "true" : "false",
        NameExpression { Qualifier: { } qualifier } name => $"{Name(qualifier)}.{Name(name.Text)}",
        NameExpression name => Name(name.Text),
        AttributeExpression attribute => $"@{Name(attribute.Name)}",
        CallExpression call =>
            $"{call.Function}({string.Join(", ", call.Arguments.Select(Of))}{(call.Where is { } where ? $" where {Of(where)}" : "")})",
        UnaryExpression { Operator: ExpressionOperator.Not } unary => $"not {Inside(unary.Operand, 2)}",
        UnaryExpression unary => $"-{Inside(unary.Operand, 6)}",
        BinaryExpression binary => Of(binary),
        _ => throw new ArgumentException($"{expression.GetType().Name} has no text.", nameof(expression)),
    };

    private static string Of(BinaryExpression binary)
    {
        var level = Level(binary);

        // A comparison has no comparison beside it; the others lean to the left.
        return $"{Inside(binary.Left, level == 3 ? 4 : level)} {Of(binary.Operator)} {Inside(binary.Right, level + 1)}";
    }

    private static string Inside(Expression expression, int atLeast) =>
        Level(expression) < atLeast ? $"({Of(expression)})" : Of(expression);

    private static int Level(Expression expression) => expression switch
    {
        UnaryExpression { Operator: ExpressionOperator.Not } => 2,
        UnaryExpression => 6,
        BinaryExpression binary => binary.Operator switch
        {
            ExpressionOperator.Or => 0,
            ExpressionOperator.And => 1,
            <= ExpressionOperator.GreaterOrEqual => 3,
            ExpressionOperator.Add or ExpressionOperator.Subtract => 4,
            _ => 5,
        },
        _ => 7,
    };

    private static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Name(string name)
    {
        var isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(static one => one == '_' || char.IsAsciiLetterOrDigit(one));
        return isPlain && !ExpressionParser.IsReserved(name) ? name : Quote(name, '`');
    }

    private static string Quote(string text, char quote) => $"{quote}{text.Replace($"{quote}", $"{quote}{quote}")}{quote}";
}
