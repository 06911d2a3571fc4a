namespace CityActors.Simulators.Replay;

/// <summary>From the file's times to real ones, and to the moments at which they are sent.</summary>
/// <param name="isDated">Whether the file's times are dates.</param>
/// <param name="epoch">The moment that the file's zero, or its first date, stands for; null: dates stand for themselves.</param>
/// <param name="speed">Seconds of the file in a second; 0: as fast as the city takes them.</param>
internal sealed class ReplayClock(bool isDated, DateTimeOffset? epoch, double speed)
{
    private long? firstMs;

    /// <summary>observedAt of a time of the file, Unix milliseconds.</summary>
    public long ObservedAtMs(long fileMs)
    {
        firstMs ??= fileMs;
        return (isDated, epoch) switch
        {
            (false, { } start) => start.ToUnixTimeMilliseconds() + fileMs,
            (true, { } start) => start.ToUnixTimeMilliseconds() + fileMs - firstMs.Value,
            _ => fileMs,
        };
    }

    /// <summary>How long after the first reading a time of the file is due; nothing when there is no pace.</summary>
    public TimeSpan After(long fileMs)
    {
        firstMs ??= fileMs;
        return speed > 0 ? TimeSpan.FromMilliseconds(Math.Max(0, (fileMs - firstMs.Value) / speed)) : TimeSpan.Zero;
    }

    /// <summary>What is declared to the city as the first time of the file.</summary>
    public DateTimeOffset Declared(long fileMs) => epoch ?? DateTimeOffset.FromUnixTimeMilliseconds(ObservedAtMs(fileMs));
}
