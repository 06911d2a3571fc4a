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
