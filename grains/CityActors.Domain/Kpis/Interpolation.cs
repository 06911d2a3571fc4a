namespace CityActors.Domain.Kpis;

/// <summary>Straight lines between break points, as indices such as VN_AQI are read off a table.</summary>
/// <remarks>
/// Reckoned in decimals, so that a half is a half: with the break points of the decision, 55.7 µg/m³ of PM2.5 is exactly 109.5, which
/// rounds up to the printed 110. The worked example of QĐ 1459/QĐ-TCMT prints 60 for 118.7 µg/m³ of NO2; its own formula gives
/// (100 - 50) / (200 - 100) · (118.7 - 100) + 50 = 59.35, rounded 59. The formula is followed, the print is an erratum.
/// </remarks>
public static class Interpolation
{
    private const double ExactMax = 1e12;

    /// <summary>The result at a place between break points.</summary>
    /// <param name="points">
    /// Break points, rising; NaN where the table has none: the line ends at the last one before it (ozone over eight hours ends at
    /// 400 µg/m³).
    /// </param>
    /// <param name="results">The result at each break point.</param>
    /// <param name="at">Where.</param>
    /// <returns>
    /// The result. Beyond the last row of the table it stays the last one. NaN when <paramref name="at"/> is NaN or before the first
    /// point, and when it lies beyond the end of a line that ends before the table does.
    /// </returns>
    public static double At(ReadOnlySpan<double> points, ReadOnlySpan<double> results, double at)
    {
        if (points.Length != results.Length || points.IsEmpty)
        {
            throw new ArgumentException(
                $"Expected as many break points as results, at least one; got {points.Length} and {results.Length}.");
        }

        if (!(at >= points[0]))
        {
            return double.NaN;
        }

        for (var next = 1; next < points.Length && !double.IsNaN(points[next]); next++)
        {
            if (at < points[next])
            {
                return Between(points[next - 1], points[next], results[next - 1], results[next], at);
            }
        }

        var last = Last(points);
        return at == points[last] || last == points.Length - 1 ? results[last] : double.NaN;
    }

    private static int Last(ReadOnlySpan<double> points)
    {
        var last = 0;
        while (last + 1 < points.Length && !double.IsNaN(points[last + 1]))
        {
            last++;
        }

        return last;
    }

    private static double Between(double low, double high, double from, double to, double at)
    {
        if (Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(from), Math.Abs(to))) >= ExactMax)
        {
            return from + ((to - from) * (at - low) / (high - low));
        }

        var (first, rise, run) = ((decimal)from, (decimal)to - (decimal)from, (decimal)high - (decimal)low);
        return (double)(first + (rise * ((decimal)at - (decimal)low) / run));
    }
}
