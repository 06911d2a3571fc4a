using System.Collections.Immutable;

namespace CityActors.Grains.Cases;

/// <summary>What lists know of a case after an event: replaces the row before.</summary>
/// <param name="Summary">What a list shows, a JSON value; it comes back as it is.</param>
/// <param name="DueAt">When something is to be done with the case by itself, UTC; null: nothing is.</param>
/// <param name="Values">Column → value; a column that is left out has none.</param>
public sealed record CaseRow(string Summary, DateTimeOffset? DueAt, ImmutableDictionary<string, CaseValue> Values)
{
    private static readonly ImmutableDictionary<string, CaseValue> None =
        ImmutableDictionary.Create<string, CaseValue>(StringComparer.Ordinal);

    /// <summary>A row without values.</summary>
    public static CaseRow Of(string summary, DateTimeOffset? dueAt = null) => new(summary, dueAt, None);

    /// <summary>With a word of a <see cref="CaseColumnKind.Text"/> column; null leaves it out.</summary>
    public CaseRow With(string column, string? text) =>
        text is null ? this : this with { Values = Values.SetItem(column, new CaseValue(text, null, [])) };

    /// <summary>With a number of a <see cref="CaseColumnKind.Number"/> column; null leaves it out.</summary>
    public CaseRow With(string column, long? number) =>
        number is null ? this : this with { Values = Values.SetItem(column, new CaseValue(null, number, [])) };

    /// <summary>With a moment in a <see cref="CaseColumnKind.Number"/> column, as Unix milliseconds; null leaves it out.</summary>
    public CaseRow With(string column, DateTimeOffset? moment) => With(column, moment?.ToUnixTimeMilliseconds());

    /// <summary>With values of a <see cref="CaseColumnKind.Set"/> or the words of a <see cref="CaseColumnKind.Words"/> column.</summary>
    public CaseRow WithAll(string column, IEnumerable<string> values) =>
        this with { Values = Values.SetItem(column, new CaseValue(null, null, [.. values.Distinct(StringComparer.Ordinal)])) };
}

/// <summary>A value of a row: a text, a number, or several texts.</summary>
public readonly record struct CaseValue(string? Text, long? Number, ImmutableArray<string> Many);
