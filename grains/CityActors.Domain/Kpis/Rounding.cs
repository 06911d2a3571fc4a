namespace CityActors.Domain.Kpis;

/// <summary>Rounding as people do it, and as the decision on VN_AQI does: a half goes up.</summary>
public static class Rounding
{
    /// <summary>Most decimals that are told apart.</summary>
    public const int DecimalsMax = 9;

    private const double ExactMax = 1e12;

    /// <summary>
    /// Rounds a number; a half goes up (109.5 becomes 110, -0.5 becomes 0). What is meant is the number as it is written, to 15
    /// digits: 0.285 becomes 0.29, although its nearest binary fraction lies a little lower.
    /// </summary>
    /// <param name="value">Any number; NaN stays NaN.</param>
    /// <param name="decimals">0-9.</param>
    public static double HalfUp(double value, int decimals = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, DecimalsMax);
        if (!(Math.Abs(value) < ExactMax))
        {
            return value;
        }

        var scale = 1m;
        for (var each = 0; each < decimals; each++)
        {
            scale *= 10;
        }

        return (double)(Math.Floor(((decimal)value * scale) + 0.5m) / scale);
    }
}
