namespace CityActors.Domain.History;

/// <summary>
/// Thins a line so that it looks the same (largest triangle three buckets, Steinarsson 2013): the first and the last point stay; of
/// each bucket between them the point stays that spans the largest triangle with the point kept before and the mean of the next bucket.
/// </summary>
public static class LargestTriangle
{
    /// <summary>
    /// Indices of the points that stay, ascending: all when there are no more than <paramref name="most"/>, else exactly that many.
    /// </summary>
    /// <param name="at">Moments, ascending, any unit.</param>
    /// <param name="values">Values, as many.</param>
    /// <param name="most">At least 1; with 1 only the last point stays.</param>
    public static int[] Pick(ReadOnlySpan<long> at, ReadOnlySpan<double> values, int most)
    {
        var count = at.Length;
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }

        if (most < 3)
        {
            return most == 1 ? [count - 1] : [0, count - 1];
        }

        var picked = new int[most];
        var buckets = most - 2;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            picked[bucket + 1] = PickOne(
                at, values, picked[bucket], Edge(bucket), Edge(bucket + 1), bucket + 1 < buckets ? Edge(bucket + 2) : count);
        }

        picked[^1] = count - 1;
        return picked;

        int Edge(int bucket) => 1 + (int)((long)bucket * (count - 2) / buckets);
    }

    private static int PickOne(ReadOnlySpan<long> at, ReadOnlySpan<double> values, int before, int from, int to, int nextTo)
    {
        double meanX = 0, meanY = 0;
        for (var i = to; i < nextTo; i++)
        {
            meanX += (double)(at[i] - at[before]) / (nextTo - to);
            meanY += values[i] / (nextTo - to);
        }

        var best = from;
        var largest = -1.0;
        for (var i = from; i < to; i++)
        {
            var area = Math.Abs((meanX * (values[i] - values[before])) - ((at[i] - at[before]) * (meanY - values[before])));
            if (area > largest)
            {
                (best, largest) = (i, area);
            }
        }

        return best;
    }
}
