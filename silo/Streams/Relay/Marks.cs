using System.Collections.Immutable;

namespace CityActors.Silo.Streams.Relay;

/// <summary>Vectors of marks, one of each partition (<see cref="CityActors.Streams.ChangeMark"/>).</summary>
internal static class Marks
{
    /// <summary>Whether a vector is nowhere ahead of another.</summary>
    public static bool Within(ImmutableArray<long> marks, ImmutableArray<long> bound)
    {
        if (marks == bound)
        {
            return true;
        }

        for (var partition = 0; partition < marks.Length; partition++)
        {
            if (marks[partition] > bound[partition])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first partition in which a vector is behind another; -1 when it is behind in none.</summary>
    public static int Gap(ImmutableArray<long> marks, ImmutableArray<long> bound)
    {
        if (marks == bound)
        {
            return -1;
        }

        for (var partition = 0; partition < marks.Length; partition++)
        {
            if (marks[partition] < bound[partition])
            {
                return partition;
            }
        }

        return -1;
    }

    /// <summary>The greater of each pair.</summary>
    public static ImmutableArray<long> Max(ImmutableArray<long> one, ImmutableArray<long> other)
    {
        if (Within(one, other))
        {
            return other;
        }

        var greater = ImmutableArray.CreateBuilder<long>(one.Length);
        for (var partition = 0; partition < one.Length; partition++)
        {
            greater.Add(Math.Max(one[partition], other[partition]));
        }

        return greater.MoveToImmutable();
    }
}
