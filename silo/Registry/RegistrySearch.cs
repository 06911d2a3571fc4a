using System.Collections.Immutable;
using CityActors.Domain.Registry;
using CityActors.Grains.Registry;
using CityActors.Registry;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Registry;

/// <summary>
/// One search, inside one reading transaction. Without words, totals come from the counts and the page from an index. With words,
/// the word index gives the total; few hits are sorted, while a page of many is found sooner by walking in the order of ids.
/// </summary>
internal sealed class RegistrySearch
{
    private const int WordsMax = 8;
    private const int FewHits = 5_000;

    private readonly SqliteSession session;
    private readonly TwinQuery query;
    private readonly string[] sought;
    private readonly string first;
    private readonly string end;
    private readonly long zone;

    /// <summary>Prepares.</summary>
    public RegistrySearch(SqliteSession session, TwinQuery query)
    {
        this.session = session;
        this.query = query;
        sought = TwinWords.Sought(query.Text ?? "", WordsMax);

        // The type is the beginning of the id: to restrict the type is to restrict the span of ids. ';' follows ':'.
        first = string.IsNullOrEmpty(query.Type) ? "" : $"urn:ngsi-ld:{query.Type}:";
        end = string.IsNullOrEmpty(query.Type) ? "\U0010FFFF" : $"urn:ngsi-ld:{query.Type};";
        zone = string.IsNullOrEmpty(query.Zone)
            ? RegistrySchema.NoZone
            : session["SELECT number FROM zone_numbers WHERE id = ?1"].Bind(1, query.Zone).Scalar() ?? -1;
    }

    private bool IsInZone => zone != RegistrySchema.NoZone;

    private string After => string.CompareOrdinal(query.After, first) > 0 ? query.After! : first;

    /// <summary>Searches.</summary>
    public RegistryPage Run()
    {
        if (sought.Length == 0)
        {
            return Page(Walk(After, query.Most + 1, static _ => true), Counted());
        }

        var match = Match();
        var hits = session["SELECT count(*) FROM word_index WHERE word_index MATCH ?1"].Bind(1, match).Scalar() ?? 0;
        if (hits <= FewHits || (IsInZone && hits <= Counted()))
        {
            return Sorted(match);
        }

        if (!IsInZone)
        {
            return Page(Walk(After, query.Most + 1, IsHit), hits);
        }

        var all = Walk(first, int.MaxValue, IsHit);
        return Page(all.SkipWhile(id => string.CompareOrdinal(id, After) <= 0), all.Count);
    }

    private bool IsHit(string words) => TwinWords.Match(words, sought);

    private string Match()
    {
        var words = string.Join(' ', sought.Select(static word => $"\"{word}\"*"));
        return string.IsNullOrEmpty(query.Type) ? words : $"\"{TwinText.TypeToken(query.Type)}\" {words}";
    }

    private RegistryPage Sorted(string match)
    {
        var ids = new List<string>();
        using (var row = session[
            "SELECT id FROM word_index JOIN twins ON n = word_index.rowid WHERE word_index MATCH ?1 AND (?2 = 0 OR zone = ?2) ORDER BY id"])
        {
            row.Bind(1, match).Bind(2, zone);
            while (row.Step())
            {
                ids.Add(row.Text(0));
            }
        }

        return Page(ids.SkipWhile(id => string.CompareOrdinal(id, After) <= 0), ids.Count);
    }

    private List<string> Walk(string after, int most, Predicate<string> isHit)
    {
        var ids = new List<string>();
        var columns = sought.Length == 0 ? "id" : "id, words"; // the words are not in the index: reading them costs a look-up each
        using var row = IsInZone
            ? session[$"SELECT {columns} FROM twins WHERE zone <> 0 AND zone = ?3 AND id > ?1 AND id < ?2 ORDER BY id"].Bind(3, zone)
            : session[$"SELECT {columns} FROM twins WHERE id > ?1 AND id < ?2 ORDER BY id"];
        row.Bind(1, after).Bind(2, end);
        while (ids.Count < most && row.Step())
        {
            if (sought.Length == 0 || isHit(row.Text(1)))
            {
                ids.Add(row.Text(0));
            }
        }

        return ids;
    }

    private long Counted()
    {
        var isOfType = !string.IsNullOrEmpty(query.Type);
        var count = (IsInZone, isOfType) switch
        {
            (true, true) => session["SELECT twins FROM counts WHERE zone = ?1 AND type = ?2"].Bind(1, zone).Bind(2, query.Type).Scalar(),
            (true, false) => session["SELECT sum(twins) FROM counts WHERE zone = ?1"].Bind(1, zone).Scalar(),
            (false, true) => session["SELECT sum(twins) FROM counts WHERE type = ?1"].Bind(1, query.Type).Scalar(),
            (false, false) => session["SELECT sum(twins) FROM counts"].Scalar(),
        };
        return count ?? 0;
    }

    private RegistryPage Page(IEnumerable<string> after, long total)
    {
        var ids = after.Take(query.Most + 1).ToList();
        if (ids.Count <= query.Most)
        {
            return new RegistryPage([.. ids], null, total);
        }

        ids.RemoveAt(query.Most);
        return new RegistryPage([.. ids], ids[^1], total);
    }
}
