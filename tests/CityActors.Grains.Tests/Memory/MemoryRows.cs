using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Tests.Memory;

/// <summary>Looks through rows as lists do.</summary>
internal static class MemoryRows
{
    /// <summary>Rows of a kind that hold to all filters, in the order of lists.</summary>
    public static IEnumerable<(string Id, CaseHead Head, CaseRow Row)> Sorted(
        CaseIndex index, IReadOnlyDictionary<CaseId, (CaseHead Head, CaseRow Row)> rows, ImmutableArray<CaseFilter> filters) => rows
        .Where(pair => pair.Key.Kind == index.Kind && filters.All(filter => Holds(index, filter, pair.Value.Row)))
        .Select(static pair => (pair.Key.Id, pair.Value.Head, pair.Value.Row))
        .OrderByDescending(row => Number(row.Row, index.OrderBy)).ThenByDescending(static row => row.Id, StringComparer.Ordinal);

    /// <summary>Where a page ends.</summary>
    public static string Cursor(CaseIndex index, (string Id, CaseHead Head, CaseRow Row) row) =>
        $"{Number(row.Row, index.OrderBy)}~{row.Id}";

    /// <summary>A number of a row; null when it has none there.</summary>
    public static long? Number(CaseRow row, string column) => row.Values.TryGetValue(column, out var value) ? value.Number : null;

    private static bool Holds(CaseIndex index, CaseFilter filter, CaseRow row)
    {
        var kind = index.Columns.First(column => column.Name == filter.Column).Kind;
        var has = row.Values.TryGetValue(filter.Column, out var value);
        return (filter.IsAbsent, kind) switch
        {
            (true, _) => !has,
            _ when !has => false,
            (_, CaseColumnKind.Text) => filter.Texts.Contains(value.Text!),
            (_, CaseColumnKind.Set) => filter.Texts.Any(value.Many.Contains),
            (_, CaseColumnKind.Words) => filter.Texts.All(word => value.Many.Any(one => one.StartsWith(word, StringComparison.Ordinal))),
            _ when !filter.Numbers.IsEmpty => filter.Numbers.Contains(value.Number!.Value),
            _ => value.Number >= (filter.From ?? long.MinValue) && value.Number < (filter.To ?? long.MaxValue),
        };
    }
}
