using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Silo.Cases;

/// <summary>
/// How the rows of a kind stand in tables: <c>row_{kind}</c> has a column for each text and number, <c>many_{kind}</c> the values of
/// sets and words. Names are checked, so that statements can be put together of them.
/// </summary>
internal sealed class IndexTable
{
    private const int ColumnsMax = 24;

    /// <summary>Checks an index.</summary>
    /// <exception cref="ArgumentException">A name or the number of columns cannot be.</exception>
    public IndexTable(CaseIndex index)
    {
        Index = index;
        Require(index.Columns.Length is > 0 and <= ColumnsMax, $"1-{ColumnsMax} columns");
        Require(index.Kind.All(static c => c is (>= 'a' and <= 'z') or '-'), "a kind of small letters and '-'");
        Require(index.Columns.All(static column => column.Name.Length is > 0 and <= 32 && column.Name.All(char.IsAsciiLetter)), "letters");
        Single = [.. index.Columns.Where(static column => column.Kind is CaseColumnKind.Text or CaseColumnKind.Number)];
        Require(Single.Any(column => column.Name == index.OrderBy && column.Kind == CaseColumnKind.Number), "a number to order by");
        var name = index.Kind.Replace('-', '_');
        (Rows, Many) = ($"row_{name}", $"many_{name}");
        var columns = string.Concat(Single.Select(static column => $", {Sql(column)}"));
        var values = string.Concat(Single.Select(static (_, at) => $", ?{at + 7}"));
        var sets = string.Concat(Single.Select(static (column, at) => $", {Sql(column)} = ?{at + 7}"));
        Insert = $"INSERT INTO {Rows} (id, version, position, due, summary, many{columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6{values})";
        Update = $"UPDATE {Rows} SET version = ?2, position = ?3, due = ?4, summary = ?5, many = ?6{sets} WHERE id = ?1";
    }

    /// <summary>What it is made for.</summary>
    public CaseIndex Index { get; }

    /// <summary>Name of the table of rows.</summary>
    public string Rows { get; }

    /// <summary>Name of the table of sets and words.</summary>
    public string Many { get; }

    /// <summary>Columns that have one value, in the order of the statements' parameters from 7 on.</summary>
    public ImmutableArray<CaseColumn> Single { get; }

    /// <summary>Statement: a new row.</summary>
    public string Insert { get; }

    /// <summary>Statement: another row in its place.</summary>
    public string Update { get; }

    /// <summary>By what a changed index is known.</summary>
    public string Shape =>
        $"{Index.Version} {Index.OrderBy} {string.Join(' ', Index.Columns.Select(static column => $"{column.Name}:{column.Kind}"))}";

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public CaseColumn Column(string name) => Index.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException(
            $"Expected a column of '{Index.Kind}': {string.Join(", ", Index.Columns.Select(static column => column.Name))}; got '{name}'.");

    /// <summary>Number of a column in the table of sets and words.</summary>
    public int Number(CaseColumn column) => Index.Columns.IndexOf(column);

    /// <summary>Name of a column in statements.</summary>
    public static string Sql(CaseColumn column) => $"c_{column.Name}";

    /// <summary>Statements that make the tables.</summary>
    public string Making()
    {
        var columns = Single.Select(static column => $"{Sql(column)} {(column.Kind == CaseColumnKind.Text ? "TEXT" : "INTEGER")}");
        var order = $"c_{Index.OrderBy}";
        var indexes = Single.Where(column => column.Name != Index.OrderBy)
            .Select(column => $"CREATE INDEX {Rows}_by_{column.Name} ON {Rows} ({Sql(column)}, {order}, id);");
        return $"""
            CREATE TABLE {Rows} (
              n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, position INTEGER NOT NULL, due INTEGER,
              summary TEXT NOT NULL, many TEXT NOT NULL, {string.Join(", ", columns)});
            CREATE TABLE {Many} (
              column INTEGER NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (column, value, n)) WITHOUT ROWID;
            CREATE INDEX {Many}_by_row ON {Many} (n);
            CREATE INDEX {Rows}_by_due ON {Rows} (due) WHERE due IS NOT NULL;
            CREATE INDEX {Rows}_by_order ON {Rows} ({order}, id);
            {string.Concat(indexes)}
            """;
    }

    private void Require(bool holds, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException($"Index of '{Index.Kind}': expected {expected}.");
        }
    }
}
