using System.Collections.Immutable;
using CityActors.Domain.History;
using CityActors.History;

namespace CityActors.Silo.History.Reading;

/// <summary>
/// Takes points in the order of time and keeps as many as were asked for, thinned as asked for. Its memory does not grow with the points
/// that pass: beyond <see cref="WholeMax"/> the look of a line is kept by taking the smallest and the largest of many buckets first and
/// choosing among those. A value that is no number counts as 0 there, so that of a bucket without numbers the first point stays.
/// </summary>
/// <param name="total">Points that will come, as far as known.</param>
/// <param name="most">Points that may stay.</param>
/// <param name="downsampling">What to do with more.</param>
internal sealed class SeriesBuilder(long total, int most, Downsampling downsampling)
{
    /// <summary>Lines of up to as many points are thinned as a whole; beyond in two steps.</summary>
    public const int WholeMax = 400_000;

    private readonly List<HistoryPoint> points = [];
    private readonly int buckets = Buckets(total, most, downsampling);
    private long came;
    private long bucketEnd;
    private int bucket;
    private HistoryPoint smallest;
    private HistoryPoint largest;
    private HistoryPoint newest;
    private (long Smallest, long Largest) places;

    /// <summary>Whether what comes now would be left out.</summary>
    public bool IsFull => downsampling == Downsampling.None && points.Count >= most;

    /// <summary>Points that may still be added before <see cref="IsFull"/>.</summary>
    public long Left => downsampling == Downsampling.None ? most - points.Count : long.MaxValue;

    /// <summary>Takes a point.</summary>
    public void Add(in HistoryPoint point)
    {
        if (buckets == 0)
        {
            if (!IsFull)
            {
                points.Add(point);
            }
        }
        else if (most == 1)
        {
            points.Clear();
            points.Add(point);
        }
        else
        {
            AddToBucket(point);
        }

        newest = point;
        came++;
    }

    /// <summary>The answer.</summary>
    public HistorySeries Build(string? unit)
    {
        CloseBucket();
        if (downsampling == Downsampling.LargestTriangle && bucket > 0 && points[^1].At != newest.At)
        {
            points.Add(newest); // a line keeps both its ends
        }

        var all = Math.Max(total, came);
        if (downsampling == Downsampling.LargestTriangle && points.Count > most)
        {
            return new HistorySeries(Pick(), unit, all, false);
        }

        return new HistorySeries([.. points.Take(most)], unit, all, all > most && downsampling == Downsampling.None);
    }

    private static int Buckets(long total, int most, Downsampling downsampling) => downsampling switch
    {
        _ when total <= most => 0,
        Downsampling.MinMax => Math.Max(1, most / 2),
        Downsampling.LargestTriangle when total > WholeMax => WholeMax / 2,
        _ => 0,
    };

    private static double Height(in HistoryPoint point) => Rollup.NumberOf(point.Value) ?? 0;

    private void AddToBucket(in HistoryPoint point)
    {
        if (came >= bucketEnd && bucket < buckets)
        {
            CloseBucket();
            bucket++;
            bucketEnd = (long)((Int128)bucket * total / buckets);
            (smallest, largest, places) = (point, point, (came, came));
            return;
        }

        if (Height(point) < Height(smallest))
        {
            (smallest, places.Smallest) = (point, came);
        }

        if (Height(point) > Height(largest))
        {
            (largest, places.Largest) = (point, came);
        }
    }

    private void CloseBucket()
    {
        if (bucket == 0)
        {
            return;
        }

        points.Add(places.Smallest < places.Largest ? smallest : largest);
        if (places.Smallest != places.Largest)
        {
            points.Add(places.Smallest < places.Largest ? largest : smallest);
        }
    }

    private ImmutableArray<HistoryPoint> Pick()
    {
        var at = new long[points.Count];
        var heights = new double[points.Count];
        for (var i = 0; i < at.Length; i++)
        {
            at[i] = points[i].At.ToUnixTimeMilliseconds();
            heights[i] = Height(points[i]);
        }

        return [.. LargestTriangle.Pick(at, heights, most).Select(i => points[i])];
    }
}
