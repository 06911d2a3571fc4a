using System.Collections.Immutable;

namespace CityActors.Domain.Definitions;

/// <summary>A row of a reference table.</summary>
/// <param name="Key">Twin, type or attribute value it is for, <c>*</c> for all others; null in a table of break points.</param>
/// <param name="Values">A value for each column; NaN where there is none.</param>
/// <param name="FromMs">From when on it is valid, Unix milliseconds.</param>
/// <param name="ToMs">Until when, exclusive, Unix milliseconds.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record ReferenceRow(string? Key, ImmutableArray<double> Values, long FromMs, long ToMs, string Source)
{
    /// <summary>Whether it is valid at a moment.</summary>
    public bool IsValidAt(long atMs) => atMs >= FromMs && atMs < ToMs;
}
