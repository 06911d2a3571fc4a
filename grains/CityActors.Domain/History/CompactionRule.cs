namespace CityActors.Domain.History;

/// <summary>Decides when the raw readings of a day that is over are put in order, and when again.</summary>
public static class CompactionRule
{
    /// <summary>A day that is never quiet is put in order all the same once as many readings wait.</summary>
    public const long UnquietMin = 1_000_000;

    /// <summary>
    /// Whether the work pays. The first time it does for anything; afterwards only when a tenth has been added, so that a reading is
    /// moved a bounded number of times however it comes in; while more comes in, only when the day would double.
    /// </summary>
    /// <param name="ordered">Readings of the day that are in order.</param>
    /// <param name="added">Readings that came since, or all when none are in order.</param>
    /// <param name="againMin">Least number of them that pays for doing it again, at least 1.</param>
    /// <param name="isQuiet">Whether nothing has come in for a while.</param>
    public static bool IsDue(long ordered, long added, long againMin, bool isQuiet)
    {
        var least = ordered == 0 ? 1 : Math.Max(againMin, ordered / 10);
        return added >= (isQuiet ? least : Math.Max(least, Math.Max(ordered, UnquietMin)));
    }
}
