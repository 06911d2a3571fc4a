using System.Collections.Immutable;
using CityActors.Grains.Kpis;
using CityActors.Silo.Storage;
using CityActors.Streams;

namespace CityActors.Silo.Kpis;

/// <summary>Reads what was said of KPIs, inside one reading transaction.</summary>
internal sealed class KpiNewsReader(SqliteSession session)
{
    private readonly KpiVersions versions = new(session);

    /// <summary>What was said after some marks.</summary>
    /// <exception cref="ChangesGoneException">Some of it is kept no more.</exception>
    public ImmutableArray<KpiNewsItem> After(ImmutableArray<long> marks, int most)
    {
        var news = ImmutableArray.CreateBuilder<KpiNewsItem>();
        for (var partition = 0; partition < marks.Length; partition++)
        {
            var gone = session["SELECT gone FROM news_kept WHERE partition = ?1"].Bind(1, partition).Scalar() ?? 0;
            if (gone > marks[partition])
            {
                throw new ChangesGoneException(
                    $"News of KPIs of partition {partition}: the record {ChangeMark.NextSequence(marks[partition])} was to follow, "
                    + $"news are kept from {ChangeMark.NextSequence(gone)} on.");
            }

            using var row = session[
                $"SELECT mark, {KpiSchema.Columns} FROM news WHERE partition = ?1 AND mark > ?2 ORDER BY mark LIMIT ?3"];
            row.Bind(1, partition).Bind(2, marks[partition]).Bind(3, most - news.Count);
            while (row.Step())
            {
                news.Add(new KpiNewsItem(KpiRow.Read(row, 1, versions), partition, row.Long(0)));
            }
        }

        return news.ToImmutable();
    }
}
