namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>What operators and functions make of their operands.</summary>
internal static class ExpressionReckoning
{
    private const int DigitsMax = 15;

    /// <summary>The value of one operation.</summary>
    public static ExpressionValue Of(ExpressionCode code, ReadOnlySpan<ExpressionValue> operands) => code switch
    {
        ExpressionCode.Or => Either(operands[0], operands[1]),
        ExpressionCode.And => Not(Either(Not(operands[0]), Not(operands[1]))),
        ExpressionCode.Not => Not(operands[0]),
        ExpressionCode.Equal => Same(operands[0], operands[1]),
        ExpressionCode.NotEqual => Not(Same(operands[0], operands[1])),
        ExpressionCode.Known => ExpressionValue.Of(!operands[0].IsNone),
        ExpressionCode.FirstKnown => FirstKnown(operands),
        _ when !AreNumbers(operands) => ExpressionValue.None,
        ExpressionCode.Less => ExpressionValue.Of(operands[0].Number < operands[1].Number),
        ExpressionCode.LessOrEqual => ExpressionValue.Of(operands[0].Number <= operands[1].Number),
        ExpressionCode.Greater => ExpressionValue.Of(operands[0].Number > operands[1].Number),
        ExpressionCode.GreaterOrEqual => ExpressionValue.Of(operands[0].Number >= operands[1].Number),
        ExpressionCode.Outside =>
            ExpressionValue.Of(operands[0].Number < operands[1].Number || operands[0].Number > operands[2].Number),
        _ => ExpressionValue.Of(Number(code, operands)),
    };

    private static double Number(ExpressionCode code, ReadOnlySpan<ExpressionValue> operands) => code switch
    {
        ExpressionCode.Add => operands[0].Number + operands[1].Number,
        ExpressionCode.Subtract => operands[0].Number - operands[1].Number,
        ExpressionCode.Multiply => operands[0].Number * operands[1].Number,
        ExpressionCode.Divide => operands[0].Number / operands[1].Number,
        ExpressionCode.Remainder => operands[0].Number % operands[1].Number,
        ExpressionCode.Negate => -operands[0].Number,
        ExpressionCode.Abs => Math.Abs(operands[0].Number),
        ExpressionCode.SquareRoot => Math.Sqrt(operands[0].Number),
        ExpressionCode.Floor => Math.Floor(operands[0].Number),
        ExpressionCode.Ceiling => Math.Ceiling(operands[0].Number),
        ExpressionCode.Exponential => Math.Exp(operands[0].Number),
        ExpressionCode.Logarithm => Math.Log(operands[0].Number),
        ExpressionCode.Power => Math.Pow(operands[0].Number, operands[1].Number),
        ExpressionCode.Round => Round(operands[0].Number, operands.Length == 2 ? operands[1].Number : 0),
        ExpressionCode.Smallest => Extreme(operands, smallest: true),
        ExpressionCode.Largest => Extreme(operands, smallest: false),
        _ => double.NaN,
    };

    private static double Round(double number, double digits) => digits is >= 0 and <= DigitsMax && digits == Math.Floor(digits)
        ? Math.Round(number, (int)digits, MidpointRounding.AwayFromZero)
        : double.NaN;

    private static double Extreme(ReadOnlySpan<ExpressionValue> operands, bool smallest)
    {
        var extreme = operands[0].Number;
        foreach (var operand in operands[1..])
        {
            extreme = smallest ? Math.Min(extreme, operand.Number) : Math.Max(extreme, operand.Number);
        }

        return extreme;
    }

    private static ExpressionValue Either(ExpressionValue left, ExpressionValue right) => left.IsTrue || right.IsTrue
        ? ExpressionValue.Of(true)
        : left.IsFalse && right.IsFalse ? ExpressionValue.Of(false) : ExpressionValue.None;

    private static ExpressionValue Not(ExpressionValue value) =>
        value.Kind == ExpressionKind.Truth ? ExpressionValue.Of(!value.IsTrue) : ExpressionValue.None;

    /// <summary>Values of different kinds are not comparable.</summary>
    private static ExpressionValue Same(ExpressionValue left, ExpressionValue right) =>
        left.IsNone || left.Kind != right.Kind ? ExpressionValue.None : ExpressionValue.Of(left.Equals(right));

    private static ExpressionValue FirstKnown(ReadOnlySpan<ExpressionValue> operands)
    {
        foreach (var operand in operands)
        {
            if (!operand.IsNone)
            {
                return operand;
            }
        }

        return ExpressionValue.None;
    }

    private static bool AreNumbers(ReadOnlySpan<ExpressionValue> operands)
    {
        foreach (var operand in operands)
        {
            if (operand.Kind != ExpressionKind.Number)
            {
                return false;
            }
        }

        return true;
    }
}
