using CityActors.Domain.History;
using CityActors.History;
using CityActors.Silo.History.Days;
using CityActors.Twins.Channels;

namespace CityActors.Silo.History.Reading;

/// <summary>Answers with one point for an interval, from roll-ups wherever they say everything, else from raw readings.</summary>
internal sealed class IntervalAnswer(DuckSession session, HistoryParts parts, HistoryQuestion question, CancellationToken cancellationToken)
{
    /// <summary>Intervals that may have to be thinned.</summary>
    private const int PointsMax = 400_000;

    private readonly List<HistoryPoint> points = [];
    private long total;
    private long startMs;
    private Rollup interval;

    /// <summary>The answer.</summary>
    /// <exception cref="ArgumentException">There are more intervals than can be thinned.</exception>
    public HistorySeries Give(string? unit)
    {
        var (first, last) = question.Days;
        foreach (var number in parts.Files.Between(Math.Max(first, parts.Horizon.OldestRollupDay), last))
        {
            if (parts.Files.Find(number) is { } lease)
            {
                using (lease)
                {
                    session.Transact(() => ReadDay(lease.Day, lease.Raw));
                }
            }
        }

        Close();
        var builder = new SeriesBuilder(total, question.Query.Most, question.Query.Downsampling);
        foreach (var point in points)
        {
            builder.Add(point);
        }

        return builder.Build(unit);
    }

    private void ReadDay(Day day, string? raw)
    {
        raw = day.Number >= parts.Horizon.OldestRawDay ? raw : null;
        var unfinished = raw is null ? [] : Unfinished(day, raw);
        var (fromMs, toMs) = question.Within(day.Number);
        foreach (var part in HistoryPlan.Cut(fromMs, toMs, question.EveryMs, hour => !unfinished.Contains(hour)))
        {
            var (source, where) = part.Source switch
            {
                HistorySource.Hours => (day.HasRollups ? "hours" : null, Where(part)),
                HistorySource.Minutes => (day.HasRollups ? "minutes" : null, Where(part)),
                _ => (null, ""),
            };
            if (source is not null)
            {
                Read($"SELECT *, {Bucket("start")} AS bucket FROM {day.Rollups}.{source} WHERE {where}", ReadingsSql.RollupOfRollups);
            }
            else if (part.Source == HistorySource.Raw && raw is not null)
            {
                var readings = ReadingsSql.OfOne(raw, question.Series, part.FromMs, part.ToMs);
                Read($"{readings} SELECT *, {Bucket("observed")} AS bucket FROM resolved", ReadingsSql.Rollup);
            }
        }
    }

    /// <summary>Hours whose roll-ups do not say everything about the channel.</summary>
    private HashSet<long> Unfinished(Day day, string raw)
    {
        // Raw first: what this picture calls rolled up is in the roll-ups that are looked at afterwards.
        var hours = new HashSet<long>();
        var among = ReadingsSql.Among(question.Series);
        session.Read(
            $"SELECT hour FROM {raw}.hours WHERE NOT rolled UNION SELECT hour FROM {raw}.touched WHERE {among}",
            row => hours.Add(row.GetInt64(0)),
            cancellationToken);
        if (question.Series.Count > 1 && day.HasRollups)
        {
            // Readings of the same moment resolve across series, which roll-ups of one series each cannot do.
            session.Read(
                $"SELECT start FROM {day.Rollups}.hours WHERE {among} GROUP BY start HAVING count(*) > 1",
                row => hours.Add(row.GetInt64(0)),
                cancellationToken);
        }

        return hours;
    }

    private string Where(in HistoryPart part) =>
        $"{ReadingsSql.Among(question.Series)} AND start >= {ReadingsSql.Text(part.FromMs)} AND start < {ReadingsSql.Text(part.ToMs)}";

    private string Bucket(string moment) => ReadingsSql.StartOf(moment, question.EveryMs);

    private void Read(string rows, string columns) =>
        session.Read(
            $"SELECT {ReadingsRow.RollupColumns} FROM (SELECT bucket, {columns} FROM ({rows}) GROUP BY bucket) ORDER BY bucket",
            row =>
            {
                var (start, rollup) = ReadingsRow.Rollup(row);
                if (start != startMs)
                {
                    Close();
                    startMs = start;
                }

                interval = Rollup.Merge(interval, rollup);
            },
            cancellationToken);

    private void Close()
    {
        if (interval.Answer(question.Query.Aggregate) is { } answer)
        {
            total++;
            if (question.Query.Downsampling != Downsampling.None && total > PointsMax)
            {
                throw new ArgumentException(
                    $"More than {PointsMax} intervals have readings: ask for a wider 'every' or a shorter span.");
            }

            if (question.Query.Downsampling != Downsampling.None || points.Count < question.Query.Most)
            {
                var at = Math.Max(startMs, DateTimeOffset.MinValue.ToUnixTimeMilliseconds());
                points.Add(new HistoryPoint(
                    DateTimeOffset.FromUnixTimeMilliseconds(at), answer.Value, Quality.Good, answer.Count, default));
            }
        }

        interval = default;
    }
}
