using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>Noise that wanders instead of jumping: random heights at whole numbers, and smooth ways between them.</summary>
internal static class SmoothNoise
{
    /// <summary>Height in [-1, 1] at <paramref name="x"/>.</summary>
    public static double At(long seed, DiceSubject subject, long number, double x)
    {
        var left = Math.Floor(x);
        var share = x - left;
        var ease = share * share * (3 - (2 * share));
        var from = Height(seed, subject, number, (long)left);
        var to = Height(seed, subject, number, (long)left + 1);
        return from + ((to - from) * ease);
    }

    private static double Height(long seed, DiceSubject subject, long number, long at) =>
        new Dice(seed + (number * 7_919), subject, at).Between(-1, 1);
}
