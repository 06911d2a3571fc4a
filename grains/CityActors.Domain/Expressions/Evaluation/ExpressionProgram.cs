using System.Collections.Immutable;

namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>
/// An expression made ready: a flat row of steps over a stack. Reckoning allocates nothing. A program has its own stack, so that it is
/// for one thread at a time, and a resolver must not reckon the program that asks it.
/// </summary>
public sealed class ExpressionProgram
{
    private readonly ImmutableArray<ExpressionStep> steps;
    private readonly ImmutableArray<ExpressionValue> constants;
    private readonly ExpressionValue[] stack;

    internal ExpressionProgram(
        ImmutableArray<ExpressionStep> steps, ImmutableArray<ExpressionValue> constants, int deepest, int cost)
    {
        (this.steps, this.constants) = (steps, constants);
        stack = new ExpressionValue[deepest];
        Cost = cost;
    }

    /// <summary>Operations that reckoning it takes at most, both sides of every <c>if</c> counted.</summary>
    public int Cost { get; }

    /// <summary>
    /// Reckons. A missing operand, a division by zero, a number that is not finite and a value of a wrong kind give none; but
    /// <c>false and none</c> is false, <c>true or none</c> is true.
    /// </summary>
    public ExpressionValue Evaluate<TResolver>(ref TResolver resolver)
        where TResolver : IExpressionResolver, allows ref struct
    {
        var top = 0;
        for (var at = 0; at < steps.Length; at++)
        {
            var step = steps[at];
            switch (step.Code)
            {
                case ExpressionCode.Constant:
                    stack[top++] = constants[step.Operand];
                    break;
                case ExpressionCode.Slot:
                    top -= step.Count;
                    stack[top] = resolver.Value(step.Operand, stack.AsSpan(top, step.Count));
                    top++;
                    break;
                case ExpressionCode.Jump:
                    at = step.Operand - 1;
                    break;
                case ExpressionCode.Unless:
                    top--;
                    if (stack[top].IsFalse)
                    {
                        at = step.Operand - 1;
                    }
                    else if (!stack[top].IsTrue)
                    {
                        stack[top++] = ExpressionValue.None;
                        at = step.Count - 1;
                    }

                    break;
                default:
                    top -= step.Count;
                    stack[top] = ExpressionReckoning.Of(step.Code, stack.AsSpan(top, step.Count));
                    top++;
                    break;
            }
        }

        return stack[0];
    }
}
