using System.Runtime.InteropServices;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>
/// What is usual of channels in each of the 168 hours of a week in the city (+07:00); 2,688 bytes a channel, so only channels have it
/// that a rule with <c>deviation(channel, hourOfWeek)</c> speaks of.
/// </summary>
internal sealed class HourBaselines(int section, int most)
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 168;

    /// <summary>Different weeks that an hour must have been seen in before this one.</summary>
    public const int KnownAfterWeeks = 2;

    /// <summary>Readings that an hour must have been made of.</summary>
    public const int KnownAfter = 8;

    private const double Weight = 0.005;
    private const long HourMs = 3_600_000;

    /// <summary>1970-01-01 was a Thursday: this many hours after Monday began, and seven more in the city.</summary>
    private const int EpochHours = (3 * 24) + 7;

    private readonly byte[] empty = new byte[Hours * Marshal.SizeOf<HourOfWeek>()];

    /// <summary>The hours by channel.</summary>
    public KeyedBlobs Blobs { get; } = new(section);

    /// <summary>How far a value lies from what was usual in this hour of the weeks before; then it belongs to what is usual.</summary>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="atMs">When it was observed, Unix milliseconds.</param>
    /// <param name="value">The value.</param>
    /// <param name="isFull">Whether there is no room for this channel.</param>
    /// <returns>Standard deviations; NaN when it is not known yet.</returns>
    public double Observe(int channel, long atMs, double value, out bool isFull)
    {
        isFull = Blobs[channel] is null && Blobs.Count >= most;
        if (isFull)
        {
            return double.NaN;
        }

        if (Blobs[channel] is null)
        {
            Blobs.Set(channel, empty);
        }

        var hours = Math.DivRem(atMs, HourMs, out var rest) + EpochHours - (rest < 0 ? 1 : 0);
        var week = (ushort)((hours - (((hours % Hours) + Hours) % Hours)) / Hours);
        var blob = Blobs[channel]!;
        ref var hour = ref MemoryMarshal.Cast<byte, HourOfWeek>(blob.AsSpan())[(int)(((hours % Hours) + Hours) % Hours)];
        var isKnown = hour.Count >= KnownAfter
            && (hour.Weeks > KnownAfterWeeks || (hour.Weeks == KnownAfterWeeks && hour.LastWeek != week));
        var deviation = Baseline.Deviation(hour.Mean, hour.Variance, isKnown, value);
        double mean = hour.Mean, variance = hour.Variance;
        Baseline.Learn(ref mean, ref variance, Math.Max(1.0 / (hour.Count + 1), Weight), isKnown, value);
        (hour.Mean, hour.Variance) = ((float)mean, (float)variance);
        hour.Count = Math.Min(hour.Count + 1, int.MaxValue - 1);
        hour.Weeks = (ushort)Math.Min(hour.Weeks + (hour.Weeks == 0 || hour.LastWeek != week ? 1 : 0), ushort.MaxValue);
        hour.LastWeek = week;
        Blobs.Set(channel, blob);
        return deviation;
    }

    /// <summary>Forgets channels that no rule asks of any more.</summary>
    public void Keep(Predicate<int> isAsked)
    {
        foreach (var channel in Blobs.Keys.Where(channel => !isAsked(channel)).ToList())
        {
            Blobs.Remove(channel);
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct HourOfWeek
    {
        public float Mean;
        public float Variance;
        public int Count;
        public ushort Weeks;
        public ushort LastWeek;
    }
}
