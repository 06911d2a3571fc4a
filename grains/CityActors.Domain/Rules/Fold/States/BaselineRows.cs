using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>What is usual of channels; only those that a rule with <c>deviation</c> speaks of have a row.</summary>
internal sealed class BaselineRows(int section, int most)
{
    /// <summary>Readings before a deviation is known.</summary>
    public const int KnownAfter = 30;

    /// <summary>Weight of a new reading when many are known: half of the mean is made by the newest 34.</summary>
    private const double Weight = 0.02;

    private readonly Dictionary<int, int> placeOfChannel = [];

    /// <summary>The rows.</summary>
    public ReusedRows<BaselineRow> Rows { get; } = new(section, most);

    /// <summary>How far a value lies from what was usual before it; then it belongs to what is usual.</summary>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="value">The value.</param>
    /// <param name="isFull">Whether there is no room for this channel.</param>
    /// <returns>Standard deviations; NaN when it is not known yet.</returns>
    public double Observe(int channel, double value, out bool isFull)
    {
        isFull = false;
        if (!placeOfChannel.TryGetValue(channel, out var place))
        {
            place = Rows.Take(new BaselineRow { ChannelPlusOne = channel + 1 });
            isFull = place < 0;
            if (isFull)
            {
                return double.NaN;
            }

            placeOfChannel.Add(channel, place);
        }

        ref var row = ref Rows.Change(place);
        var isKnown = row.Count >= KnownAfter;
        var deviation = Baseline.Deviation(row.Mean, row.Variance, isKnown, value);
        var (mean, variance) = (row.Mean, row.Variance);
        Baseline.Learn(ref mean, ref variance, Math.Max(1.0 / (row.Count + 1), Weight), isKnown, value);
        (row.Mean, row.Variance) = (mean, variance);
        row.Count = Math.Min(row.Count + 1, int.MaxValue - 1);
        return deviation;
    }

    /// <summary>Forgets what is usual of a channel.</summary>
    public void Forget(int channel)
    {
        if (placeOfChannel.Remove(channel, out var place))
        {
            Rows.Free(place);
        }
    }

    /// <summary>Forgets channels that no rule asks of any more.</summary>
    public void Keep(Predicate<int> isAsked)
    {
        for (var place = 0; place < Rows.End; place++)
        {
            var channel = Rows[place].ChannelPlusOne - 1;
            if (channel >= 0 && !isAsked(channel))
            {
                Forget(channel);
            }
        }
    }

    /// <summary>The rows were taken back from a snapshot.</summary>
    public void Restore()
    {
        for (var place = 0; place < Rows.End; place++)
        {
            if (!Rows[place].IsFree)
            {
                placeOfChannel.Add(Rows[place].ChannelPlusOne - 1, place);
            }
        }
    }
}
