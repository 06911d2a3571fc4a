using System.Collections.Immutable;

namespace CityActors.Grains.Cases;

/// <summary>
/// By what cases of a kind are listed. Rooms add theirs as a singleton. The store keeps one row a case, in the same transaction as its
/// events; when the index is another one than the store was made with, it is made again from the events.
/// </summary>
/// <param name="Kind">Kind of the cases.</param>
/// <param name="Version">Grows when <paramref name="Project"/> makes other rows of the same events.</param>
/// <param name="OrderBy">
/// A <see cref="CaseColumnKind.Number"/> column that every row has: lists are in its order, the largest first.
/// </param>
/// <param name="Columns">Columns; at most 24.</param>
/// <param name="Project">The row of a case from all its events.</param>
public sealed record CaseIndex(
    string Kind, int Version, string OrderBy, ImmutableArray<CaseColumn> Columns, Func<IReadOnlyList<CaseEvent>, CaseRow> Project);

/// <summary>A column.</summary>
/// <param name="Name">Letters only, begins with a small one: <c>raisedAt</c>.</param>
/// <param name="Kind">What stands in it.</param>
public sealed record CaseColumn(string Name, CaseColumnKind Kind);

/// <summary>What stands in a column.</summary>
public enum CaseColumnKind
{
    /// <summary>One word or id, compared exactly.</summary>
    Text = 1,

    /// <summary>A whole number, an enumeration's number or a moment in Unix milliseconds.</summary>
    Number = 2,

    /// <summary>Several words or ids, compared exactly.</summary>
    Set = 3,

    /// <summary>Words that are found by their beginnings (<see cref="Domain.Registry.TwinWords"/>).</summary>
    Words = 4,
}
