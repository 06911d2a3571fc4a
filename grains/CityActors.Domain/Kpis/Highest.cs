namespace CityActors.Domain.Kpis;

/// <summary>
/// The highest of several values of which some may be missing: the index of an hour is the highest of its pollutants', and the
/// pollutant that has it is the dominant one.
/// </summary>
public static class Highest
{
    /// <summary>The highest of those that are there; NaN when none is.</summary>
    public static double Of(ReadOnlySpan<double> values) => Which(values) is var which and >= 0 ? values[which] : double.NaN;

    /// <summary>Which one is the highest: the first of several that are equal; -1 when none is there.</summary>
    public static int Which(ReadOnlySpan<double> values)
    {
        var highest = -1;
        for (var each = 0; each < values.Length; each++)
        {
            if (!double.IsNaN(values[each]) && (highest < 0 || values[each] > values[highest]))
            {
                highest = each;
            }
        }

        return highest;
    }
}
