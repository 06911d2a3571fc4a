namespace CityActors.Domain.Kpis;

/// <summary>
/// The NowCast of fine dust: a mean of the newest twelve hours in which newer hours weigh the more, the faster the air changes.
/// Source: QĐ 1459/QĐ-TCMT (12/11/2019), 2.2.1.a.
/// </summary>
/// <remarks>
/// With w* = smallest / largest of the hours that have a value: w = w* when it is above one half, else one half. Above one half the
/// weights 1, w, w²… are divided by the sum of those of hours that have a value. At one half the decision writes
/// ½·c1 + ¼·c2 + … without a division, and an hour without a value weighs nothing: it counts like an hour of clean air. This is
/// followed to the letter.
/// </remarks>
public static class NowCast
{
    /// <summary>Hours that are looked at.</summary>
    public const int Hours = 12;

    private const int NewestHours = 3;
    private const int NewestHoursNeeded = 2;
    private const double LeastWeight = 0.5;

    /// <summary>The NowCast of an hour.</summary>
    /// <param name="newestFirst">
    /// Means of the hours, the hour itself first; NaN where an hour has no mean. Hours beyond the twelfth are left out.
    /// </param>
    /// <returns>In the unit of the means; NaN when fewer than two of the newest three hours have a mean.</returns>
    public static double Of(ReadOnlySpan<double> newestFirst)
    {
        var hours = newestFirst.Length > Hours ? newestFirst[..Hours] : newestFirst;
        if (Known(hours[..Math.Min(NewestHours, hours.Length)]) < NewestHoursNeeded)
        {
            return double.NaN;
        }

        var (smallest, largest) = Bounds(hours);
        var ratio = largest > 0 ? smallest / largest : 1;
        return ratio > LeastWeight ? Divided(hours, ratio) : Halved(hours);
    }

    private static int Known(ReadOnlySpan<double> hours)
    {
        var known = 0;
        foreach (var hour in hours)
        {
            known += double.IsNaN(hour) ? 0 : 1;
        }

        return known;
    }

    private static (double Smallest, double Largest) Bounds(ReadOnlySpan<double> hours)
    {
        var (smallest, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var hour in hours)
        {
            if (!double.IsNaN(hour))
            {
                (smallest, largest) = (Math.Min(smallest, hour), Math.Max(largest, hour));
            }
        }

        return (smallest, largest);
    }

    private static double Divided(ReadOnlySpan<double> hours, double ratio)
    {
        var (sum, weights, weight) = (0.0, 0.0, 1.0);
        foreach (var hour in hours)
        {
            if (!double.IsNaN(hour))
            {
                sum += weight * hour;
                weights += weight;
            }

            weight *= ratio;
        }

        return sum / weights;
    }

    private static double Halved(ReadOnlySpan<double> hours)
    {
        var (sum, weight) = (0.0, LeastWeight);
        foreach (var hour in hours)
        {
            sum += double.IsNaN(hour) ? 0 : weight * hour;
            weight *= LeastWeight;
        }

        return sum;
    }
}
