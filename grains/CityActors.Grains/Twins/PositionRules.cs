using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Grains.Twins;

/// <summary>What positions a call may ask for.</summary>
internal static class PositionRules
{
    /// <summary>Sequence that a call asks for; -1 when it asks for none.</summary>
    public static long SequenceOf(ICityLog log, LogPosition? position, int partition)
    {
        Check(log, position, partition);
        return position?.Sequence ?? -1;
    }

    /// <summary>An index counts the changes that a position caused.</summary>
    /// <exception cref="ArgumentException">It is negative, or there is no position.</exception>
    public static void CheckIndex(LogPosition? position, int? index)
    {
        if (index is not null && (position is null || index < 0))
        {
            throw new ArgumentException(
                $"Expected the index of a change from 0 together with its position, got index {index} with position "
                    + $"{(position is { } asked ? asked.ToString() : "none")}.");
        }
    }

    /// <summary>A position must be of the log's generation and of the partition, and not lie in the future.</summary>
    /// <exception cref="ArgumentException">Names the position and what was expected.</exception>
    public static void Check(ICityLog log, LogPosition? position, int partition)
    {
        if (position is not { } asked)
        {
            return;
        }

        if (asked.Generation != log.Generation || asked.Partition != partition)
        {
            throw new ArgumentException($"Expected a position {log.Generation}.{partition}.n, got {asked}.");
        }

        if (asked.Sequence > log.Committed(partition))
        {
            throw new ArgumentException($"Position {asked} was never given out: the log ends at {log.Committed(partition)}.");
        }
    }
}
