namespace CityActors.Domain.Twins;

/// <summary>Moments as records carry them.</summary>
public static class Moment
{
    private static readonly long FirstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>
    /// The moment of Unix milliseconds; what lies outside the calendar becomes its first or last moment: a follower must not stumble
    /// over it.
    /// </summary>
    public static DateTimeOffset Of(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, FirstMs, LastMs));
}
