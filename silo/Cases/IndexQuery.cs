using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CityActors.Grains.Cases;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Cases;

/// <summary>Asks the rows of a kind. Values are bound, lists of them as one JSON array; names come from the checked index.</summary>
internal sealed class IndexQuery
{
    private readonly IndexTable table;
    private readonly List<string> conditions = [];
    private readonly List<object> values = [];

    /// <summary>Takes in the conditions.</summary>
    /// <exception cref="ArgumentException">A column is not there, or of another kind.</exception>
    public IndexQuery(IndexTable table, ImmutableArray<CaseFilter> filters)
    {
        this.table = table;
        foreach (var filter in filters)
        {
            Add(filter, table.Column(filter.Column));
        }
    }

    /// <summary>A list as the statements take it.</summary>
    public static string Json(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    /// <summary>A page.</summary>
    public CasePage Find(SqliteSession session, string? after, int most)
    {
        var order = $"c_{table.Index.OrderBy}";
        var total = Run(session, $"SELECT count(*) FROM {table.Rows}{Where()}", static row => row.Long(0))[0];
        if (after is not null)
        {
            var cursor = CaseCursor.Read(after);
            conditions.Add($"({order}, id) < ({Value(cursor.Order)}, {Value(cursor.Id)})");
        }

        var limit = Value((long)most + 1);
        var rows = Run(
            session,
            $"SELECT id, version, position, summary, {order} FROM {table.Rows}{Where()} ORDER BY {order} DESC, id DESC LIMIT {limit}",
            static row => (new CaseFound(row.Text(0), new CaseHead(row.Long(1), row.Long(2)), row.Text(3)), Order: row.Long(4)));
        string? next = null;
        if (rows.Count > most)
        {
            rows.RemoveAt(most);
            next = new CaseCursor(rows[^1].Order, rows[^1].Item1.Id).ToString();
        }

        return new CasePage([.. rows.Select(static row => row.Item1)], next, total, CaseReading.Position(session));
    }

    /// <summary>Counts by the values of number columns.</summary>
    public ImmutableArray<CaseCount> Count(SqliteSession session, ImmutableArray<string> by)
    {
        var columns = by.Select(name => table.Column(name) is { Kind: CaseColumnKind.Number } column
            ? IndexTable.Sql(column) : throw new ArgumentException($"Expected a number column to count by, got '{name}'.")).ToArray();
        var list = string.Join(", ", columns);
        var sql = columns.Length == 0
            ? $"SELECT count(*) FROM {table.Rows}{Where()}"
            : $"SELECT count(*), {list} FROM {table.Rows}{Where()} GROUP BY {list} ORDER BY {list}";
        return
        [
            .. Run(session, sql, row => new CaseCount(
                [.. Enumerable.Range(1, columns.Length).Select(at => row.IsNull(at) ? (long?)null : row.Long(at))], row.Long(0))),
        ];
    }

    private void Add(CaseFilter filter, CaseColumn column)
    {
        var name = IndexTable.Sql(column);
        switch (column.Kind)
        {
            case CaseColumnKind.Text when filter.IsAbsent:
            case CaseColumnKind.Number when filter.IsAbsent:
                conditions.Add($"{name} IS NULL");
                break;
            case CaseColumnKind.Text when IsOf(filter, texts: true):
                conditions.Add($"{name} IN (SELECT value FROM json_each({Value(Json(filter.Texts))}))");
                break;
            case CaseColumnKind.Number when IsOf(filter, numbers: true):
                conditions.Add($"{name} IN (SELECT value FROM json_each({Value(JsonSerializer.Serialize(filter.Numbers))}))");
                break;
            case CaseColumnKind.Number when IsOf(filter, bounds: true):
                conditions.Add($"{name} >= {Value(filter.From ?? long.MinValue)} AND {name} < {Value(filter.To ?? long.MaxValue)}");
                break;
            case CaseColumnKind.Set when IsOf(filter, texts: true):
                conditions.Add($"n IN (SELECT n FROM {table.Many} WHERE column = {Value((long)table.Number(column))} "
                    + $"AND value IN (SELECT value FROM json_each({Value(Json(filter.Texts))})))");
                break;
            case CaseColumnKind.Words when IsOf(filter, texts: true):
                conditions.AddRange(filter.Texts.Select(word => Word(column, word)));
                break;
            default:
                throw new ArgumentException($"Column '{column.Name}' ({column.Kind}) cannot be asked for that way.");
        }
    }

    private string Word(CaseColumn column, string word) =>
        $"n IN (SELECT n FROM {table.Many} WHERE column = {Value((long)table.Number(column))} "
        + $"AND value >= {Value(word)} AND value < {Value(word + char.ConvertFromUtf32(0x10FFFF))})";

    private static bool IsOf(CaseFilter filter, bool texts = false, bool numbers = false, bool bounds = false) =>
        !filter.IsAbsent && texts == !filter.Texts.IsDefaultOrEmpty && numbers == !filter.Numbers.IsDefaultOrEmpty
        && bounds == (filter.From is not null || filter.To is not null);

    private string Value(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
    }

    private string Where() => conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";

    private List<T> Run<T>(SqliteSession session, string sql, Func<SqliteStatement, T> read)
    {
        var statement = session.Once(sql);
        try
        {
            for (var at = 0; at < values.Count; at++)
            {
                _ = values[at] is long number ? statement.Bind(at + 1, number) : statement.Bind(at + 1, (string)values[at]);
            }

            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(read(statement));
            }

            return rows;
        }
        finally
        {
            statement.Close();
        }
    }
}
