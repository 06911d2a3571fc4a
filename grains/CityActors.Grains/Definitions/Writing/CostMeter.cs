using System.Diagnostics;
using CityActors.Definitions;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>
/// Measures what an evaluation costs, by doing it. The quickest of several rounds counts: others use the machine too, and what they
/// take is not the definition's fault.
/// </summary>
internal static class CostMeter
{
    private const int Rounds = 7;
    private const int Evaluations = 500;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures.</summary>
    /// <param name="evaluate">Evaluates once, and gives something, so that it cannot be left out.</param>
    /// <param name="operations">Operations of the compiled program.</param>
    /// <param name="nanosecondsMax">Most that is allowed.</param>
    /// <param name="operationsMax">Most that is allowed.</param>
    public static DefinitionCost Of(Func<int> evaluate, int operations, double nanosecondsMax, int operationsMax)
    {
        var started = Stopwatch.GetTimestamp();
        var quickest = double.MaxValue;
        var sum = 0;
        for (var round = 0; round < Rounds && (round == 0 || Stopwatch.GetElapsedTime(started) < Enough); round++)
        {
            var from = Stopwatch.GetTimestamp();
            for (var each = 0; each < Evaluations; each++)
            {
                sum += evaluate();
            }

            quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(from).TotalNanoseconds / Evaluations);
        }

        GC.KeepAlive(sum);
        return new DefinitionCost(Math.Round(quickest, 1), operations, nanosecondsMax, operationsMax);
    }

    /// <summary>What is wrong with a cost; null when it is allowed.</summary>
    /// <param name="cost">The cost.</param>
    /// <param name="field">Field that costs it.</param>
    public static DefinitionProblem? Problem(DefinitionCost cost, string field) =>
        cost.Operations <= cost.OperationsMax && cost.Nanoseconds <= cost.NanosecondsMax
            ? null
            : new DefinitionProblem(
                field, 0, 0,
                FormattableString.Invariant($"at most {cost.OperationsMax} operations and {cost.NanosecondsMax} ns an evaluation"),
                FormattableString.Invariant($"{cost.Operations} operations, measured {cost.Nanoseconds} ns"));
}
