using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Incidents;

/// <summary>What lists of cases have in common.</summary>
internal static class CaseReads
{
    /// <summary>Adds that a column is one of some enumeration values; none of them do not restrict.</summary>
    public static void Any<T>(ImmutableArray<CaseFilter>.Builder filters, string column, ImmutableArray<T> values)
        where T : struct, Enum
    {
        if (!values.IsDefaultOrEmpty)
        {
            filters.Add(CaseFilter.Any(column, values.Select(static value => Convert.ToInt64(value, null))));
        }
    }

    /// <summary>Adds that a column is a text or holds it; null does not restrict, the empty text asks for none.</summary>
    public static void Is(ImmutableArray<CaseFilter>.Builder filters, string column, string? text)
    {
        if (text is not null)
        {
            filters.Add(text.Length == 0 ? CaseFilter.Absent(column) : CaseFilter.Any(column, text));
        }
    }

    /// <summary>A position that was given out is there once its write was answered; another one was never given out.</summary>
    /// <exception cref="ArgumentException">It was never given out.</exception>
    public static void CheckReached(long? atLeast, long position)
    {
        if (atLeast > position)
        {
            throw new ArgumentException($"Position {atLeast} of the case store was never given out; it stands at {position}.");
        }
    }
}
