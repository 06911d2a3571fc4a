using CityActors.History;
using CityActors.Silo.History.Days;

namespace CityActors.Silo.History.Reading;

/// <summary>Answers with raw readings: counts them first, so that thinning knows its buckets, then lets them pass.</summary>
internal sealed class RawAnswer(DuckSession session, HistoryParts parts, HistoryQuestion question, CancellationToken cancellationToken)
{
    /// <summary>The answer.</summary>
    public HistorySeries Give(string? unit)
    {
        var counts = new List<(long Day, long Count)>();
        var (first, last) = question.Days;
        foreach (var number in parts.Files.Between(Math.Max(first, parts.Horizon.OldestRawDay), last))
        {
            OnDay(number, resolved =>
            {
                if (session.Scalar($"{resolved} SELECT count(*) FROM resolved", cancellationToken) is { } count and > 0)
                {
                    counts.Add((number, count));
                }
            });
        }

        var builder = new SeriesBuilder(counts.Sum(static day => day.Count), question.Query.Most, question.Query.Downsampling);
        foreach (var (number, _) in counts.TakeWhile(_ => !builder.IsFull))
        {
            var limit = builder.Left < long.MaxValue ? $" LIMIT {ReadingsSql.Text(builder.Left)}" : "";
            OnDay(number, resolved => session.Read(
                $"{resolved} SELECT {ReadingsRow.PointColumns} FROM resolved ORDER BY observed{limit}",
                row => builder.Add(ReadingsRow.Point(row)),
                cancellationToken));
        }

        return builder.Build(unit);
    }

    private void OnDay(long number, Action<string> work)
    {
        if (parts.Files.Find(number) is not { } lease)
        {
            return;
        }

        using (lease)
        {
            if (lease.Raw is { } raw)
            {
                var (fromMs, toMs) = question.Within(number);
                work(ReadingsSql.OfOne(raw, question.Series, fromMs, toMs));
            }
        }
    }
}
