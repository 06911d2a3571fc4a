namespace CityActors.Simulators.Scorecards;

/// <summary>Delays in buckets that are at most 1.6 % wide, from a microsecond to a week. Counts from any thread.</summary>
public sealed class DelayHistogram
{
    private const int PartBits = 6;
    private const int Parts = 1 << PartBits;
    private const int Buckets = 40 * Parts;

    private readonly long[] counts = new long[Buckets];
    private long most;

    /// <summary>Counts a delay; less than nothing counts as nothing.</summary>
    public void Add(TimeSpan delay)
    {
        var microseconds = Math.Max(0, (long)delay.TotalMicroseconds);
        Interlocked.Increment(ref counts[Math.Min(Bucket(microseconds), Buckets - 1)]);
        long seen;
        while ((seen = Volatile.Read(ref most)) < microseconds)
        {
            Interlocked.CompareExchange(ref most, microseconds, seen);
        }
    }

    /// <summary>Largest delay.</summary>
    public TimeSpan Most => TimeSpan.FromMicroseconds(Volatile.Read(ref most));

    /// <summary>The delay that a share (0-1) of all do not exceed; null when there are none.</summary>
    public TimeSpan? Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var all = counts.Sum();
        if (all == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * all));
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            rank -= counts[bucket];
            if (rank <= 0)
            {
                var end = TimeSpan.FromMicroseconds(End(bucket));
                return end < Most ? end : Most;
            }
        }

        return Most;
    }

    private static int Bucket(long microseconds)
    {
        if (microseconds < Parts)
        {
            return (int)microseconds;
        }

        var shift = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)microseconds) - PartBits;
        return ((shift + 1) << PartBits) + (int)(microseconds >> shift) - Parts;
    }

    private static long End(int bucket)
    {
        if (bucket < Parts)
        {
            return bucket;
        }

        var shift = (bucket >> PartBits) - 1;
        return ((((long)bucket & (Parts - 1)) + Parts + 1) << shift) - 1;
    }
}
