namespace CityActors.Simulators.Fleet.Signals;

/// <summary>Times of the synthetic city: it lies in Vietnam, seven hours ahead of UTC all year.</summary>
internal static class LocalTime
{
    /// <summary>Start of all counts: of meters, and of the devices' own numbers.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Hour of the day with its fraction, 0-24.</summary>
    public static double Hour(DateTimeOffset at) => at.ToOffset(Offset).TimeOfDay.TotalHours;

    /// <summary>Whether people do not go to work.</summary>
    public static bool IsWeekend(DateTimeOffset at) => at.ToOffset(Offset).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Hours since <see cref="Epoch"/>.</summary>
    public static double Hours(DateTimeOffset at) => (at - Epoch).TotalHours;
}
