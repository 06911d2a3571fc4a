namespace CityActors.Domain.Derivations.Sums;

/// <summary>
/// Smallest, largest, first and last of some values. Merging is the same in any order: of values at one moment the smallest counts as
/// first and the largest as last.
/// </summary>
internal struct Extremes
{
    /// <summary>Whether there is any value.</summary>
    public bool Any;

    /// <summary>Smallest value.</summary>
    public double Min;

    /// <summary>Largest value.</summary>
    public double Max;

    /// <summary>When the first was observed, Unix milliseconds.</summary>
    public long FirstAtMs;

    /// <summary>The first.</summary>
    public double First;

    /// <summary>When the last was observed, Unix milliseconds.</summary>
    public long LastAtMs;

    /// <summary>The last.</summary>
    public double Last;

    /// <summary>One value.</summary>
    public static Extremes Of(double value, long atMs) => new()
    {
        Any = true, Min = value, Max = value, FirstAtMs = atMs, First = value, LastAtMs = atMs, Last = value,
    };

    /// <summary>Takes others in.</summary>
    public void Merge(in Extremes other)
    {
        if (!other.Any)
        {
            return;
        }

        if (!Any)
        {
            this = other;
            return;
        }

        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        if (other.FirstAtMs < FirstAtMs || (other.FirstAtMs == FirstAtMs && other.First < First))
        {
            (FirstAtMs, First) = (other.FirstAtMs, other.First);
        }

        if (other.LastAtMs > LastAtMs || (other.LastAtMs == LastAtMs && other.Last > Last))
        {
            (LastAtMs, Last) = (other.LastAtMs, other.Last);
        }
    }

    /// <summary>Whether taking a value away may change something here.</summary>
    public readonly bool Shows(double value, long atMs) =>
        Any && (value <= Min || value >= Max || atMs <= FirstAtMs || atMs >= LastAtMs);
}
