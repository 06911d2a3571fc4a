using System.Collections.Immutable;
using System.Text;
using CityActors.Definitions;
using CityActors.Domain.Kpis;

namespace CityActors.Domain.Definitions;

/// <summary>
/// A table of limits by twin, type or attribute, or of break points, each row with its validity and source. Looking into it allocates
/// nothing.
/// </summary>
public sealed class ReferenceTable
{
    /// <summary>Most columns.</summary>
    public const int ColumnsMax = 64;

    /// <summary>Most rows.</summary>
    public const int RowsMax = 5_000;

    /// <summary>Longest key, characters.</summary>
    public const int KeyLengthMax = 256;

    /// <summary>Key of the rows for whatever has no row of its own.</summary>
    public const string Others = "*";

    /// <summary>The key by which a table is looked into by twin.</summary>
    public const string ById = "id";

    /// <summary>The key by which a table is looked into by type.</summary>
    public const string ByType = "type";

    private readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> keysBySpan;
    private readonly List<ReferenceRow[]> rowsOfKey = [];
    private readonly BreakPoints[] breakPoints;
    private readonly int others;

    internal ReferenceTable(
        LocalText name, string? key, ImmutableArray<string> columns, string? unit, ImmutableArray<ReferenceRow> rows)
    {
        (Name, Key, Columns, Unit, Rows) = (name, key, columns, unit, rows);
        keysBySpan = keys.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var group in rows.Where(static row => row.Key is not null).GroupBy(static row => row.Key!, StringComparer.Ordinal))
        {
            keys.Add(group.Key, rowsOfKey.Count);
            rowsOfKey.Add([.. group.OrderBy(static row => row.FromMs)]);
        }

        others = keys.GetValueOrDefault(Others, -1);
        breakPoints = key is null ? BreakPoints.Of(columns.Length, rows) : [];
    }

    /// <summary>Its name.</summary>
    public LocalText Name { get; }

    /// <summary>
    /// By what it is looked into: <see cref="ById"/>, <see cref="ByType"/>, or the name of an attribute of the twin; null: it is a table
    /// of break points.
    /// </summary>
    public string? Key { get; }

    /// <summary>Names of its columns. In a table of break points the first one is the result.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Unit of its values (UN/CEFACT code); null when they have none or several.</summary>
    public string? Unit { get; }

    /// <summary>Its rows as they were written.</summary>
    public ImmutableArray<ReferenceRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="DefinitionException">Says everything that is wrong with it.</exception>
    public static ReferenceTable Read(string json) => DefinitionReader.Read(json, ReferenceTableReader.Read);

    /// <summary>Number of a column; -1 when there is none of that name.</summary>
    public int Column(string name) => Columns.IndexOf(name);

    /// <summary>Number of a key; that of all others when it has no row of its own; -1 when there is none for them either.</summary>
    public int FindKey(ReadOnlySpan<char> key) => keysBySpan.TryGetValue(key, out var number) ? number : others;

    /// <summary>The same for a key in UTF-8.</summary>
    public int FindKey(ReadOnlySpan<byte> utf8)
    {
        Span<char> key = stackalloc char[KeyLengthMax];
        return utf8.Length <= key.Length && Encoding.UTF8.TryGetChars(utf8, key, out var length) ? FindKey(key[..length]) : others;
    }

    /// <summary>The value for a key at a moment; NaN when no row says one.</summary>
    /// <param name="key">Value of <see cref="Key"/> of the twin.</param>
    /// <param name="column">Number of the column, from 0.</param>
    /// <param name="atMs">Unix milliseconds.</param>
    public double At(ReadOnlySpan<char> key, int column, long atMs) => Limit(FindKey(key), column, atMs);

    /// <summary>A value.</summary>
    /// <param name="key">Number of the key; negative: there is no value.</param>
    /// <param name="column">Number of the column.</param>
    /// <param name="atMs">When, Unix milliseconds.</param>
    /// <returns>NaN when no row is valid then, or the row has no value there.</returns>
    public double Limit(int key, int column, long atMs)
    {
        if (key < 0 || column < 0)
        {
            return double.NaN;
        }

        foreach (var row in rowsOfKey[key])
        {
            if (row.IsValidAt(atMs))
            {
                return row.Values[column];
            }
        }

        return double.NaN;
    }

    /// <summary>The result between break points, as <see cref="Interpolation.At"/> reckons it.</summary>
    /// <param name="column">Number of the column that <paramref name="value"/> is looked for in.</param>
    /// <param name="value">The value.</param>
    /// <param name="atMs">When, Unix milliseconds.</param>
    /// <returns>NaN when it lies outside, or no rows are valid then.</returns>
    public double Interpolate(int column, double value, long atMs)
    {
        foreach (var points in breakPoints)
        {
            if (atMs >= points.FromMs && atMs < points.ToMs)
            {
                return column < 0 ? double.NaN : Interpolation.At(points.Columns[column], points.Columns[0], value);
            }
        }

        return double.NaN;
    }
}
