using System.Collections.Immutable;
using System.Globalization;

namespace CityActors.Domain.Definitions;

/// <summary>Reads reference tables.</summary>
internal static class ReferenceTableReader
{
    private const int NameLengthMax = 200;
    private const int ColumnLengthMax = 64;
    private const int SourceLengthMax = 500;

    /// <summary>Reads a table; null when something is wrong, which the reader knows then.</summary>
    public static ReferenceTable Read(DefinitionReader reader)
    {
        var name = reader.Texts("name", NameLengthMax, isRequired: true);
        _ = reader.Texts("description", SourceLengthMax);
        var key = reader.Text("key", ColumnLengthMax);
        var columns = reader.TextList("columns", ReferenceTable.ColumnsMax, ColumnLengthMax, isRequired: true);
        var unit = reader.Text("unit", ColumnLengthMax);
        var source = reader.Text("source", SourceLengthMax);
        var rows = reader.Objects("rows", ReferenceTable.RowsMax, isRequired: true)
            .Select(row => Row(row, key, columns, source)).ToImmutableArray();
        if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Length)
        {
            reader.Refuse("columns", "each name once", string.Join(", ", columns));
        }

        if (reader.Has("rows") && rows.IsEmpty)
        {
            reader.Refuse("rows", "at least one row", "none");
        }

        if (reader.IsGood && key is not null)
        {
            CheckKeys(reader, rows);
        }

        if (reader.IsGood && key is null)
        {
            CheckBreakPoints(reader, columns, rows);
        }

        return reader.IsGood ? new ReferenceTable(name!, key, columns, unit, rows) : null!;
    }

    private static ReferenceRow Row(DefinitionReader row, string? key, ImmutableArray<string> columns, string? sourceOfAll)
    {
        var rowKey = row.Text("key", ReferenceTable.KeyLengthMax, isRequired: key is not null);
        if (key is null && rowKey is not null)
        {
            row.Refuse("key", "none in a table of break points", DefinitionText.Quote(rowKey));
        }

        var values = row.Numbers("values", ReferenceTable.ColumnsMax, isRequired: true);
        if (values.Length != columns.Length)
        {
            row.Refuse("values", $"{columns.Length} values, one for each column", $"{values.Length}");
        }

        _ = row.Texts("name", NameLengthMax);
        _ = row.Text("note", SourceLengthMax);
        var from = row.Moment("validFrom") ?? long.MinValue;
        var to = row.Moment("validTo") ?? long.MaxValue;
        if (from >= to)
        {
            row.Refuse("validTo", "a moment after validFrom", Moment(to));
        }

        var source = row.Text("source", SourceLengthMax, isRequired: sourceOfAll is null);
        return new ReferenceRow(rowKey, values, from, to, source ?? sourceOfAll!);
    }

    private static void CheckKeys(DefinitionReader reader, ImmutableArray<ReferenceRow> rows)
    {
        foreach (var group in rows.GroupBy(static row => row.Key, StringComparer.Ordinal))
        {
            var ordered = group.OrderBy(static row => row.FromMs).ToList();
            for (var next = 1; next < ordered.Count; next++)
            {
                if (ordered[next].FromMs < ordered[next - 1].ToMs)
                {
                    reader.Refuse(
                        "rows", $"one row of '{group.Key}' at a time",
                        $"two that are valid from {Moment(ordered[next].FromMs)}");
                }
            }
        }
    }

    private static void CheckBreakPoints(DefinitionReader reader, ImmutableArray<string> columns, ImmutableArray<ReferenceRow> rows)
    {
        foreach (var points in BreakPoints.Of(columns.Length, rows))
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var values = points.Columns[column];
                for (var row = 0; row < values.Length; row++)
                {
                    // The result of a row must be there; a line of break points may end before the table does, and has no hole.
                    var isFirst = column == 0 || row == 0;
                    var isRising = row == 0 || values[row] > values[row - 1] || (column > 0 && double.IsNaN(values[row]));
                    if ((isFirst && double.IsNaN(values[row])) || !isRising)
                    {
                        reader.Refuse(
                            "rows", $"break points of '{columns[column]}' that rise from row to row", Number(values[row]));
                        break;
                    }
                }
            }
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "null" : value.ToString(CultureInfo.InvariantCulture);

    private static string Moment(long ms) => ms == long.MaxValue ? "none"
        : ms == long.MinValue ? "the beginning of time"
        : DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
