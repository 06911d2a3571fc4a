namespace CityActors.Domain.Rules.Fold.States;

/// <summary>
/// An exponentially weighted mean and variance, and how far a value lies from them. A value far out moves them no more than one at the
/// edge of the usual would, so that one spike does not make the next one usual; a new level is learnt in the end.
/// </summary>
internal static class Baseline
{
    /// <summary>A value farther out than this counts as this far, in standard deviations.</summary>
    private const double Edge = 3;

    /// <summary>Least standard deviation: a share of the mean, so that the last digit of a steady value is no deviation.</summary>
    private const double LeastShare = 1e-3;

    /// <summary>
    /// Standard deviations that a value lies above (below: negative) what was usual before it; NaN when that is not known.
    /// </summary>
    public static double Deviation(double mean, double variance, bool isKnown, double value)
    {
        var deviation = (value - mean) / Spread(mean, variance);
        return isKnown && double.IsFinite(deviation) ? deviation : double.NaN;
    }

    /// <summary>Takes a value in.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="variance">The variance.</param>
    /// <param name="weight">Weight of the value, above 0 and at most 1.</param>
    /// <param name="isKnown">Whether it is known what is usual.</param>
    /// <param name="value">The value.</param>
    public static void Learn(ref double mean, ref double variance, double weight, bool isKnown, double value)
    {
        var distance = value - mean;
        if (isKnown)
        {
            var edge = Edge * Spread(mean, variance);
            distance = Math.Clamp(distance, -edge, edge);
        }

        var (newMean, newVariance) = (mean + (weight * distance), (1 - weight) * (variance + (weight * distance * distance)));
        if (double.IsFinite(newMean) && double.IsFinite(newVariance))
        {
            (mean, variance) = (newMean, newVariance);
        }
    }

    private static double Spread(double mean, double variance) =>
        Math.Max(Math.Sqrt(variance), Math.Max(Math.Abs(mean) * LeastShare, 1e-9));
}
