namespace CityActors.Domain.Derivations.Formulas;

/// <summary>What an aggregate makes of the sums of its term.</summary>
public enum AggregateFunction
{
    /// <summary>Sum of the values.</summary>
    Sum,

    /// <summary>Number of the values.</summary>
    Count,

    /// <summary>Mean of the values, weighted where the term has a weight.</summary>
    Mean,

    /// <summary>Smallest value.</summary>
    Min,

    /// <summary>Largest value.</summary>
    Max,

    /// <summary>Value that was observed first; of several at that moment the smallest.</summary>
    First,

    /// <summary>Value that was observed last; of several at that moment the largest.</summary>
    Last,
}

/// <summary>An aggregate over the readings of a window.</summary>
/// <param name="Function">What it makes of the sums.</param>
/// <param name="Term">Number of its term.</param>
internal readonly record struct Aggregate(AggregateFunction Function, int Term);
