namespace CityActors.Domain.History;

/// <summary>Thins a line so that no spike is lost: of each bucket its smallest and its largest point stay, in the order of time.</summary>
public static class SmallestAndLargest
{
    /// <summary>
    /// Indices of the points that stay, ascending: all when there are no more than <paramref name="most"/>, else at most that many.
    /// </summary>
    /// <param name="values">Values in the order of time.</param>
    /// <param name="most">At least 1; with 1 only the last point stays.</param>
    public static int[] Pick(ReadOnlySpan<double> values, int most)
    {
        var count = values.Length;
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }

        if (most == 1)
        {
            return [count - 1];
        }

        var picked = new List<int>(most);
        var buckets = most / 2;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (from, to) = Bucket(count, buckets, bucket);
            var (smallest, largest) = (from, from);
            for (var i = from + 1; i < to; i++)
            {
                smallest = values[i] < values[smallest] ? i : smallest;
                largest = values[i] > values[largest] ? i : largest;
            }

            picked.Add(Math.Min(smallest, largest));
            if (smallest != largest)
            {
                picked.Add(Math.Max(smallest, largest));
            }
        }

        return [.. picked];
    }

    /// <summary>First point of a bucket and the one after its last.</summary>
    public static (int From, int To) Bucket(int count, int buckets, int bucket) =>
        ((int)((long)bucket * count / buckets), (int)((long)(bucket + 1) * count / buckets));
}
