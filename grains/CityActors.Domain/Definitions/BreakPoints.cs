using System.Collections.Immutable;

namespace CityActors.Domain.Definitions;

/// <summary>Break points as they are valid for a time.</summary>
/// <param name="FromMs">From when on, Unix milliseconds.</param>
/// <param name="ToMs">Until when, exclusive.</param>
/// <param name="Columns">By column, by row; NaN where there is none.</param>
internal sealed record BreakPoints(long FromMs, long ToMs, double[][] Columns)
{
    /// <summary>Cuts rows at the moments at which any of them begins or ends to be valid.</summary>
    public static BreakPoints[] Of(int columns, ImmutableArray<ReferenceRow> rows)
    {
        long[] moments = [.. rows.SelectMany(static row => new[] { row.FromMs, row.ToMs }).Distinct().Order()];
        return
        [
            .. moments.Zip(moments.Skip(1), (from, to) =>
            {
                var valid = rows.Where(row => row.IsValidAt(from)).ToList();
                return new BreakPoints(
                    from, to, [.. Enumerable.Range(0, columns).Select(column => valid.Select(row => row.Values[column]).ToArray())]);
            }).Where(static points => points.Columns[0].Length > 0),
        ];
    }
}
