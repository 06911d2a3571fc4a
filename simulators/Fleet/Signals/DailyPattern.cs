namespace CityActors.Simulators.Fleet.Signals;

/// <summary>How a city breathes in a day.</summary>
internal static class DailyPattern
{
    /// <summary>Share (0-1) of the most traffic a street sees: peaks at a quarter past seven and half past five.</summary>
    public static double Traffic(DateTimeOffset at)
    {
        var hour = LocalTime.Hour(at);
        var peaks = Bump(hour, 7.25, 1.1) + (0.95 * Bump(hour, 17.5, 1.4)) + (0.45 * Bump(hour, 12, 2.2)) + (0.35 * Bump(hour, 20, 2));
        return Math.Clamp(0.06 + (peaks * (LocalTime.IsWeekend(at) ? 0.6 : 0.9)), 0, 1);
    }

    /// <summary>Share (0-1) of people who are out and about: car parks fill by it.</summary>
    public static double Day(DateTimeOffset at)
    {
        var hour = LocalTime.Hour(at);
        return Math.Clamp(0.12 + (0.8 / (1 + Math.Exp(-(hour - 8) * 1.6))) - (0.75 / (1 + Math.Exp(-(hour - 18.5) * 1.2))), 0, 1);
    }

    /// <summary>Whether street lights are on: from 17:45 to 5:45.</summary>
    public static bool IsDark(DateTimeOffset at) => LocalTime.Hour(at) is < 5.75 or >= 17.75;

    private static double Bump(double hour, double middle, double width) => Math.Exp(-Math.Pow((hour - middle) / width, 2));
}
