namespace CityActors.Simulators.Load;

/// <summary>
/// When readings are due at a fixed rate, whatever the city does: a slow city does not slow the load down, it makes delays grow.
/// Pure arithmetic on timestamps.
/// </summary>
/// <param name="start">Timestamp at which number 0 is due.</param>
/// <param name="frequency">Timestamps a second.</param>
/// <param name="rate">Readings a second.</param>
internal readonly struct OpenLoop(long start, long frequency, double rate)
{
    /// <summary>Timestamp at which a reading is due.</summary>
    public long DueAt(long number) => start + (long)Math.Ceiling(number / rate * frequency);

    /// <summary>How many readings are due at a timestamp.</summary>
    public long Due(long now)
    {
        if (now < start)
        {
            return 0;
        }

        var due = (long)((now - start) / (double)frequency * rate) + 1;

        // Division and multiplication round: the answer must agree with DueAt to the number.
        while (due > 0 && DueAt(due - 1) > now)
        {
            due--;
        }

        while (DueAt(due) <= now)
        {
            due++;
        }

        return due;
    }

    /// <summary>Time until a reading is due; nothing when it is.</summary>
    public TimeSpan Until(long number, long now) =>
        TimeSpan.FromSeconds(Math.Max(0, (DueAt(number) - now) / (double)frequency));
}
