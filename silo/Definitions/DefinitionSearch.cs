using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Registry;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Definitions;

/// <summary>
/// One search, inside one reading transaction: a walk over the heads of a kind in the order of ids. A city has at most 20,000
/// definitions, so that no index is worth its upkeep.
/// </summary>
internal sealed class DefinitionSearch(SqliteSession session, DefinitionKind kind, DefinitionQuery query)
{
    private const int WordsMax = 8;

    private const string Restriction =
        """
        SELECT id, words FROM heads
        WHERE kind = ?1 AND (state = ?2 OR (?2 = 0 AND state <> 3)) AND (?3 IS NULL OR family = ?3) AND (?4 IS NULL OR type = ?4)
          AND (?5 IS NULL OR channel = ?5) AND (?6 IS NULL OR twin = ?6) AND (?7 = 0 OR severity = ?7)
        ORDER BY id
        """;

    /// <summary>Searches.</summary>
    public DefinitionPage Run()
    {
        var (ids, total) = (new List<string>(), 0L);
        var sought = TwinWords.Sought(query.Text ?? "", WordsMax);
        using (var row = session[Restriction].Bind(1, (long)kind).Bind(2, (long)(query.State ?? 0)).Bind(3, query.Family)
            .Bind(4, query.Type).Bind(5, query.Channel).Bind(6, query.Twin).Bind(7, (long)(query.Severity ?? 0)))
        {
            while (row.Step())
            {
                if (sought.Length > 0 && !TwinWords.Match(row.Text(1), sought))
                {
                    continue;
                }

                total++;
                if (ids.Count <= query.Most && string.CompareOrdinal(row.Text(0), query.After ?? "") > 0)
                {
                    ids.Add(row.Text(0));
                }
            }
        }

        var rows = new DefinitionRows(session);
        var next = ids.Count > query.Most ? ids[query.Most - 1] : null;
        return new DefinitionPage([.. ids.Take(query.Most).Select(id => rows.Get(kind, id, null)!)], next, total);
    }
}
