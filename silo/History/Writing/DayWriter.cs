using System.Globalization;
using CityActors.Domain.History;
using CityActors.Grains.History;
using CityActors.Silo.History.Days;
using CityActors.Twins.Channels;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Writing;

/// <summary>Puts rows into the file of a day, with its watermarks, in one transaction.</summary>
internal sealed class DayWriter(DuckSession session, int generation, TimeProvider time)
{
    /// <summary>Beyond as many touched channels an hour that was rolled up is rolled up anew as a whole.</summary>
    private const int TouchedMax = 10_000;

    private readonly HashSet<(long Series, long Hour)> touched = [];
    private readonly HashSet<long> hours = [];
    private long added;

    /// <summary>Writes. Rows at or below the day's own watermark are there already and are left out.</summary>
    /// <param name="day">The day, in use.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="reached">Where each partition of the group has come.</param>
    public void Write(Day day, List<DayRow> rows, IReadOnlyDictionary<int, long> reached)
    {
        if (rows.TrueForAll(row => row.Row.Sequence <= day.Watermarks.GetValueOrDefault(row.Job.Partition, -1)))
        {
            return;
        }

        day.IsDoubtful = true;
        touched.Clear();
        hours.Clear();
        added = 0;
        session.Transact(() =>
        {
            Append(day, rows);
            MarkHours(day);
            MoveWatermarks(day, reached);
        });
        Remember(day, reached);
        day.IsDoubtful = false;
    }

    private static void Append(DuckDBAppender to, in HistoryRow row, long series, bool isAgain)
    {
        var value = row.Value;
        var fields = to.CreateRow()
            .AppendValue(series).AppendValue(row.Sequence).AppendValue(row.Index)
            .AppendValue(row.ObservedAtMs).AppendValue(row.ArrivedAtMs)
            .AppendValue((byte)row.Quality).AppendValue(isAgain).AppendValue((byte)value.Kind);
        _ = value.Kind is ValueKind.Number or ValueKind.Boolean
            ? fields.AppendValue(Rollup.NumberOf(value)) : fields.AppendNullValue();
        _ = value.Kind == ValueKind.Position ? fields.AppendValue(value.Bits) : fields.AppendNullValue();
        _ = value.Kind is ValueKind.Code or ValueKind.Text ? fields.AppendValue(value.Text) : fields.AppendNullValue();
        fields.EndRow();
    }

    private void Append(Day day, List<DayRow> rows)
    {
        using var appender = session.Append(day.Raw, "readings");
        foreach (var place in rows)
        {
            var row = place.Row;
            if (row.Sequence <= day.Watermarks.GetValueOrDefault(place.Job.Partition, -1))
            {
                continue;
            }

            var series = SeriesKey.Of(generation, place.Job.Partition, row.Handle);
            var hour = HistoryPlan.FloorTo(row.ObservedAtMs, HistoryPlan.HourMs);
            hours.Add(hour);
            if (day.Hours.TryGetValue(hour, out var known) && (known.IsRolledUp || known.IsRolling))
            {
                touched.Add((series, hour));
            }

            Append(appender, row, series, place.IsAgain);
            added++;
        }
    }

    private void MarkHours(Day day)
    {
        foreach (var hour in hours.Where(hour => !day.Hours.ContainsKey(hour)))
        {
            session.Execute(Sql($"INSERT INTO {day.Raw}.hours VALUES ({hour}, false)"));
        }

        foreach (var hour in Overrun(day))
        {
            session.Execute(Sql($"UPDATE {day.Raw}.hours SET rolled = false WHERE hour = {hour}"));
        }

        if (touched.Count > 0)
        {
            using var appender = session.Append(day.Raw, "touched");
            foreach (var (series, hour) in touched)
            {
                appender.CreateRow().AppendValue(series).AppendValue(hour).AppendValue(day.Mark + 1).EndRow();
            }
        }
    }

    private List<long> Overrun(Day day) =>
    [
        .. touched.CountBy(static one => one.Hour)
            .Where(count => count.Value > TouchedMax && !day.Hours[count.Key].IsRolling).Select(static count => count.Key),
    ];

    private void MoveWatermarks(Day day, IReadOnlyDictionary<int, long> reached)
    {
        foreach (var (partition, sequence) in reached)
        {
            if (!day.Watermarks.TryGetValue(partition, out var before))
            {
                session.Execute(Sql($"INSERT INTO {day.Raw}.watermarks VALUES ({generation}, {partition}, {sequence})"));
            }
            else if (sequence > before)
            {
                session.Execute(Sql(
                    $"UPDATE {day.Raw}.watermarks SET sequence = {sequence} WHERE generation = {generation} AND partition = {partition}"));
            }
        }
    }

    private void Remember(Day day, IReadOnlyDictionary<int, long> reached)
    {
        foreach (var (partition, sequence) in reached)
        {
            day.Watermarks[partition] = Math.Max(sequence, day.Watermarks.GetValueOrDefault(partition, -1));
        }

        foreach (var hour in Overrun(day))
        {
            day.Hours[hour].IsRolledUp = false;
        }

        foreach (var hour in hours)
        {
            if (!day.Hours.TryGetValue(hour, out var known))
            {
                day.Hours[hour] = known = new DayHour();
            }

            known.WrittenAt = time.GetTimestamp();
        }

        day.Added += added;
        day.Mark += touched.Count > 0 ? 1 : 0;
    }

    private static string Sql(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);
}
