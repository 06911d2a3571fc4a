using CityActors.History;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.History;

/// <summary>
/// What is remembered of the readings of an interval. Merging is free of order, so an interval may be put together of any parts.
/// Only numbers and booleans (0 or 1) enter sum, smallest and largest; every kind enters count, first and last. Readings whose
/// quality is <see cref="Quality.Invalid"/> must not be added; late and uncertain ones are.
/// </summary>
public record struct Rollup
{
    /// <summary>Readings.</summary>
    public long Count { get; set; }

    /// <summary>Those of them that are numbers or booleans.</summary>
    public long Numbers { get; set; }

    /// <summary>Sum of the numbers.</summary>
    public double Sum { get; set; }

    /// <summary>Smallest number; means nothing without numbers.</summary>
    public double Min { get; set; }

    /// <summary>Largest number; means nothing without numbers.</summary>
    public double Max { get; set; }

    /// <summary>observedAt of the oldest reading, Unix milliseconds; means nothing without readings.</summary>
    public long FirstAtMs { get; set; }

    /// <summary>Its value.</summary>
    public TwinValue First { get; set; }

    /// <summary>observedAt of the newest reading, Unix milliseconds; means nothing without readings.</summary>
    public long LastAtMs { get; set; }

    /// <summary>Its value.</summary>
    public TwinValue Last { get; set; }

    /// <summary>One reading.</summary>
    public static Rollup Of(long atMs, TwinValue value)
    {
        var one = new Rollup { Count = 1, FirstAtMs = atMs, First = value, LastAtMs = atMs, Last = value };
        if (NumberOf(value) is { } number)
        {
            one.Numbers = 1;
            one.Sum = one.Min = one.Max = number;
        }

        return one;
    }

    /// <summary>The number of a value; null when it is of another kind.</summary>
    public static double? NumberOf(TwinValue value) => value.Kind switch
    {
        ValueKind.Number => value.Number,
        ValueKind.Boolean => value.Boolean ? 1 : 0,
        _ => null,
    };

    /// <summary>The readings of both.</summary>
    public static Rollup Merge(in Rollup a, in Rollup b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == 0 ? b : a;
        }

        var both = a;
        both.Count += b.Count;
        both.Numbers += b.Numbers;
        both.Sum += b.Sum;
        both.Min = a.Numbers == 0 ? b.Min : b.Numbers == 0 ? a.Min : Math.Min(a.Min, b.Min);
        both.Max = a.Numbers == 0 ? b.Max : b.Numbers == 0 ? a.Max : Math.Max(a.Max, b.Max);
        if (b.FirstAtMs < a.FirstAtMs)
        {
            (both.FirstAtMs, both.First) = (b.FirstAtMs, b.First);
        }

        if (b.LastAtMs > a.LastAtMs)
        {
            (both.LastAtMs, both.Last) = (b.LastAtMs, b.Last);
        }

        return both;
    }

    /// <summary>
    /// What an aggregate makes of the interval, with the readings behind it; null when it has nothing to say, or not a finite number.
    /// </summary>
    public readonly (TwinValue Value, long Count)? Answer(Aggregate aggregate) => aggregate switch
    {
        _ when Count == 0 => null,
        Aggregate.Count => (TwinValue.Of(Count), Count),
        Aggregate.First => (First, Count),
        Aggregate.Last => (Last, Count),
        _ when Numbers == 0 => null,
        Aggregate.Mean => Finite(Sum / Numbers),
        Aggregate.Sum => Finite(Sum),
        Aggregate.Min => Finite(Min),
        Aggregate.Max => Finite(Max),
        _ => null,
    };

    private readonly (TwinValue Value, long Count)? Finite(double number) =>
        double.IsFinite(number) ? (TwinValue.Of(number), Numbers) : null;
}
