namespace CityActors.Simulators.Scorecards;

/// <summary>A set of numbers from 0, one bit each; numbers are added from any thread.</summary>
internal sealed class NumberSet(long end)
{
    private readonly long[] words = new long[(end + 63) / 64];

    /// <summary>Adds a number.</summary>
    /// <returns>False when it was in the set already.</returns>
    public bool Add(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, end);
        var bit = 1L << (int)(number & 63);
        return (Interlocked.Or(ref words[number >> 6], bit) & bit) == 0;
    }

    /// <summary>Whether a number is in the set.</summary>
    public bool Has(long number) =>
        number >= 0 && number < end && (Volatile.Read(ref words[number >> 6]) & (1L << (int)(number & 63))) != 0;
}
