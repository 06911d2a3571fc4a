using CityActors.Kpis;

namespace CityActors.Domain.Kpis;

/// <summary>How a KPI is judged: two bounds, a target, and the side that is wanted.</summary>
/// <param name="Direction">The side that is wanted.</param>
/// <param name="Good">Bound of the good band; null: it has no bands.</param>
/// <param name="Warning">Bound of the warning band; null: what is not good is bad.</param>
/// <param name="Target">Target; null: it has none.</param>
public readonly record struct KpiBands(KpiDirection Direction, double? Good, double? Warning, double? Target)
{
    /// <summary>Whether the bounds lie in order: the warning bound is not on the wanted side of the good one.</summary>
    public bool AreInOrder => Good is not { } good ? Warning is null : Warning is not { } warning || IsWithin(good, warning);

    /// <summary>The band of a value. A value on a bound is in the better band.</summary>
    public KpiBand Of(double? value) => value is not { } number || double.IsNaN(number) ? KpiBand.Grey
        : Good is not { } good ? KpiBand.Unbanded
        : IsWithin(number, good) ? KpiBand.Good
        : Warning is { } warning && IsWithin(number, warning) ? KpiBand.Warning
        : KpiBand.Bad;

    /// <summary>Whether a value meets the target; null when there is no value or no target.</summary>
    public bool? Meets(double? value) => value is { } number && !double.IsNaN(number) && Target is { } target
        ? IsWithin(number, target)
        : null;

    private bool IsWithin(double value, double bound) => Direction == KpiDirection.AtLeast ? value >= bound : value <= bound;
}
