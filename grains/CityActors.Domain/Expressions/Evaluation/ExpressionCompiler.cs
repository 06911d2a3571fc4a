using System.Collections.Immutable;

namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>Makes programs of expressions, and refuses what can never have a value of the kind that is needed.</summary>
public sealed class ExpressionCompiler
{
    private readonly IExpressionBinder binder;
    private readonly List<ExpressionStep> steps = [];
    private readonly List<ExpressionValue> constants = [];
    private int depth;
    private int deepest;
    private int cost;

    private ExpressionCompiler(IExpressionBinder binder) => this.binder = binder;

    /// <summary>Makes the program of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="binder">Who knows what its names mean.</param>
    /// <param name="needed">The kind of value that is needed; <see cref="ExpressionKind.None"/>: any.</param>
    /// <exception cref="ExpressionException">Something in it means nothing, or is of a wrong kind.</exception>
    public static ExpressionProgram Compile(
        Expression expression, IExpressionBinder binder, ExpressionKind needed = ExpressionKind.None)
    {
        var compiler = new ExpressionCompiler(binder);
        compiler.Emit(expression, needed);
        return new ExpressionProgram([.. compiler.steps], [.. compiler.constants], compiler.deepest, compiler.cost);
    }

    private static string Word(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Number => "a number",
        ExpressionKind.Truth => "something that is true or false",
        ExpressionKind.Text => "a text",
        _ => "a value",
    };

    private static ExpressionKind Needs(Expression at, ExpressionKind needed, ExpressionKind given) =>
        needed == ExpressionKind.None || given == ExpressionKind.None || needed == given
            ? given
            : throw new ExpressionException(at, Word(needed), Word(given));

    private ExpressionKind Emit(Expression expression, ExpressionKind needed) => Needs(expression, needed, expression switch
    {
        NumberLiteral number => Constant(ExpressionValue.Of(number.Value)),
        DurationLiteral duration => Constant(ExpressionValue.Of(duration.Seconds)),
        TextLiteral text => Constant(ExpressionValue.Of(text.Value)),
        TruthLiteral truth => Constant(ExpressionValue.Of(truth.Value)),
        CallExpression call => Call(call),
        UnaryExpression { Operator: ExpressionOperator.Not } unary => Unary(unary, ExpressionCode.Not, ExpressionKind.Truth),
        UnaryExpression unary => Unary(unary, ExpressionCode.Negate, ExpressionKind.Number),
        BinaryExpression binary => Binary(binary),
        _ => Slot(expression, binder.Bind(expression) ?? throw new ExpressionException(expression, "a name that is known", "another")),
    });

    private ExpressionKind Constant(ExpressionValue value)
    {
        constants.Add(value);
        return Step(ExpressionCode.Constant, constants.Count - 1, 0, value.Kind);
    }

    private ExpressionKind Slot(Expression expression, ExpressionBinding binding)
    {
        foreach (var argument in binding.Reckoned)
        {
            Emit(argument, ExpressionKind.None);
        }

        if (binding.Reckoned.Length > ExpressionFunctions.ArgumentsMax)
        {
            throw new ExpressionException(
                expression, $"at most {ExpressionFunctions.ArgumentsMax} arguments", $"{binding.Reckoned.Length}");
        }

        cost = checked(cost + binding.Cost - 1);
        return Step(ExpressionCode.Slot, binding.Slot, binding.Reckoned.Length, binding.Kind);
    }

    private ExpressionKind Call(CallExpression call)
    {
        if (binder.Bind(call) is { } binding)
        {
            return Slot(call, binding);
        }

        if (call.Function == "if")
        {
            return If(call);
        }

        var function = ExpressionFunctions.Of(call);
        var kind = function.Gives;
        foreach (var argument in call.Arguments)
        {
            var given = Emit(argument, function.Takes);
            kind = function.Code == ExpressionCode.FirstKnown && kind == ExpressionKind.None ? given : kind;
        }

        return Step(function.Code, 0, call.Arguments.Length, kind);
    }

    private ExpressionKind If(CallExpression call)
    {
        ExpressionFunctions.Count(call, 3, 3);
        Emit(call.Arguments[0], ExpressionKind.Truth);
        var unless = steps.Count;
        Step(ExpressionCode.Unless, 0, 1, ExpressionKind.None);
        depth--;
        var then = Emit(call.Arguments[1], ExpressionKind.None);
        depth--;
        var jump = steps.Count;
        Step(ExpressionCode.Jump, 0, 0, ExpressionKind.None);
        depth--;
        var otherwise = Emit(call.Arguments[2], then);

        // The first of the two places is where it goes on when false, the second where it ends when nobody knows.
        steps[unless] = new ExpressionStep(ExpressionCode.Unless, jump + 1, steps.Count);
        steps[jump] = new ExpressionStep(ExpressionCode.Jump, steps.Count, 0);
        return then == ExpressionKind.None ? otherwise : then;
    }

    private ExpressionKind Unary(UnaryExpression unary, ExpressionCode code, ExpressionKind kind)
    {
        Emit(unary.Operand, kind);
        return Step(code, 0, 1, kind);
    }

    private ExpressionKind Binary(BinaryExpression binary)
    {
        var code = Enum.Parse<ExpressionCode>(binary.Operator.ToString());
        var (takes, gives) = binary.Operator switch
        {
            <= ExpressionOperator.And => (ExpressionKind.Truth, ExpressionKind.Truth),
            <= ExpressionOperator.NotEqual => (ExpressionKind.None, ExpressionKind.Truth),
            <= ExpressionOperator.GreaterOrEqual => (ExpressionKind.Number, ExpressionKind.Truth),
            _ => (ExpressionKind.Number, ExpressionKind.Number),
        };
        var left = Emit(binary.Left, takes);
        Emit(binary.Right, takes == ExpressionKind.None ? left : takes);
        return Step(code, 0, 2, gives);
    }

    private ExpressionKind Step(ExpressionCode code, int operand, int takes, ExpressionKind gives)
    {
        steps.Add(new ExpressionStep(code, operand, takes));
        depth += 1 - takes;
        deepest = Math.Max(deepest, depth);
        cost++;
        return gives;
    }
}
