using System.Globalization;
using CityActors.Domain.Expressions;

namespace CityActors.Domain.Tests.Expressions;

/// <summary>Random trees, and trees written so that nothing about them is left to precedence.</summary>
internal static class Trees
{
    private static readonly string[] Names = ["a", "b", "c", "pm2.5", "not", "min"];
    private static readonly string[] Units = ["ms", "s", "min", "h", "d"];

    public static string Shape(Expression tree) => tree switch
    {
        NumberLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        DurationLiteral duration => string.Create(CultureInfo.InvariantCulture, $"{duration.Amount}{duration.Unit}"),
        TextLiteral text => $"'{text.Value}'",
        TruthLiteral truth => truth.Value ? "true" : "false",
        NameExpression name => name.Qualifier is null ? name.Text : $"{name.Qualifier}/{name.Text}",
        AttributeExpression attribute => $"@{attribute.Name}",
        CallExpression call =>
            $"{call.Function}[{string.Join(';', call.Arguments.Select(Shape))}{(call.Where is { } where ? $"|{Shape(where)}" : "")}]",
        UnaryExpression unary => $"({(unary.Operator == ExpressionOperator.Not ? "not" : "neg")} {Shape(unary.Operand)})",
        BinaryExpression binary => $"({ExpressionText.Of(binary.Operator)} {Shape(binary.Left)} {Shape(binary.Right)})",
        _ => throw new ArgumentException(tree.GetType().Name, nameof(tree)),
    };

    public static Expression Random(Random random, int depth) => random.Next(depth == 0 ? 6 : 14) switch
    {
        0 => new NumberLiteral(random.Next(4) == 0 ? random.NextDouble() * 1e21 : random.Next(4), 1, 1),
        1 => new DurationLiteral(random.Next(90) / 2.0, Units[random.Next(Units.Length)], 1, 1),
        2 => new TextLiteral(random.Next(3) == 0 ? "it's" : "on", 1, 1),
        3 => new TruthLiteral(random.Next(2) == 0, 1, 1),
        4 => new AttributeExpression("size", 1, 1),
        5 => new NameExpression(random.Next(3) == 0 ? "Type" : null, Names[random.Next(Names.Length)], 1, 1),
        6 => new UnaryExpression(ExpressionOperator.Not, Random(random, depth - 1), 1, 1),
        7 => new UnaryExpression(ExpressionOperator.Negate, Random(random, depth - 1), 1, 1),
        8 => Call(random, depth),
        _ => new BinaryExpression(Operator(random), Random(random, depth - 1), Random(random, depth - 1), 1, 1),
    };

    private static CallExpression Call(Random random, int depth)
    {
        var (function, arguments) = random.Next(10) switch
        {
            0 => ("abs", 1),
            1 => ("sqrt", 1),
            2 => ("round", random.Next(1, 3)),
            3 => ("min", random.Next(1, 4)),
            4 => ("max", random.Next(1, 4)),
            5 => ("outside", 3),
            6 => ("known", 1),
            7 => ("coalesce", random.Next(1, 4)),
            8 => ("pow", 2),
            _ => ("if", 3),
        };
        return new CallExpression(
            function, [.. Enumerable.Range(0, arguments).Select(_ => Random(random, depth - 1))], null, 1, 1);
    }

    private static ExpressionOperator Operator(Random random)
    {
        var all = Enum.GetValues<ExpressionOperator>().Except([ExpressionOperator.Not, ExpressionOperator.Negate]).ToArray();
        return all[random.Next(all.Length)];
    }
}
