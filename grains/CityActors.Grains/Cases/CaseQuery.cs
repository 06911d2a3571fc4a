using System.Collections.Immutable;

namespace CityActors.Grains.Cases;

/// <summary>What to look for among cases of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Filters">All of them must hold.</param>
/// <param name="After">Where the page goes on, as the last page said; null: from the first.</param>
/// <param name="Most">1-1,000.</param>
public sealed record CaseQuery(string Kind, ImmutableArray<CaseFilter> Filters, string? After, int Most);

/// <summary>One condition on a column. Use the makers: they name what can be asked for.</summary>
/// <param name="Column">Column.</param>
/// <param name="Texts">Any of these; of words: all of these.</param>
/// <param name="Numbers">Any of these.</param>
/// <param name="From">At least this; null: no bound.</param>
/// <param name="To">Less than this; null: no bound.</param>
/// <param name="IsAbsent">The column has no value.</param>
public sealed record CaseFilter(
    string Column, ImmutableArray<string> Texts, ImmutableArray<long> Numbers, long? From, long? To, bool IsAbsent)
{
    /// <summary>The text is one of these, or the set holds one of them.</summary>
    public static CaseFilter Any(string column, params IEnumerable<string> texts) => new(column, [.. texts], [], null, null, false);

    /// <summary>The number is one of these.</summary>
    public static CaseFilter Any(string column, params IEnumerable<long> numbers) => new(column, [], [.. numbers], null, null, false);

    /// <summary>The number lies in [from, to).</summary>
    public static CaseFilter Between(string column, long? from, long? to) => new(column, [], [], from, to, false);

    /// <summary>The moment lies in [from, to).</summary>
    public static CaseFilter Between(string column, DateTimeOffset? from, DateTimeOffset? to) =>
        Between(column, from?.ToUnixTimeMilliseconds(), to?.ToUnixTimeMilliseconds());

    /// <summary>The column has no value.</summary>
    public static CaseFilter Absent(string column) => new(column, [], [], null, null, true);

    /// <summary>Each word is the beginning of one of the column's words.</summary>
    public static CaseFilter Words(string column, params IEnumerable<string> words) => new(column, [.. words], [], null, null, false);
}

/// <summary>A page of rows.</summary>
/// <param name="Rows">In the order of the index.</param>
/// <param name="Next">Hand in as <see cref="CaseQuery.After"/>; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Position">Position of the newest event that the page knows.</param>
public sealed record CasePage(ImmutableArray<CaseFound> Rows, string? Next, long Total, long Position);

/// <summary>A row that was found.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Head">Where the case stands.</param>
/// <param name="Summary">As it was written.</param>
public sealed record CaseFound(string Id, CaseHead Head, string Summary);

/// <summary>How many cases have the same values.</summary>
/// <param name="Values">The values, in the order of the columns that were asked for; null where a row has none.</param>
/// <param name="Count">Number of cases.</param>
public sealed record CaseCount(ImmutableArray<long?> Values, long Count);

/// <summary>A case with something to do.</summary>
/// <param name="Case">Which.</param>
/// <param name="DueAt">Since when, or from when, UTC.</param>
public sealed record CaseDue(CaseId Case, DateTimeOffset DueAt);
