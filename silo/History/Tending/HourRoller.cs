using CityActors.Domain.History;
using CityActors.Silo.History.Days;
using CityActors.Silo.History.Reading;

namespace CityActors.Silo.History.Tending;

/// <summary>
/// Makes the roll-ups of an hour from its raw readings. They are durable before the hour is called rolled up, and writing goes on
/// meanwhile: from the moment at which the work begins every reading of that hour is noted as touching its channel, and what was noted
/// in a transaction that the work saw is struck off at its end.
/// </summary>
internal sealed class HourRoller(DuckSession session, HistoryParts parts)
{
    /// <summary>Rolls up an hour, or the channels of it that were touched since.</summary>
    public async Task Roll(Day day, long hour, CancellationToken cancellationToken)
    {
        parts.Files.MakeRollups(day);
        bool isWhole;
        await parts.WriterGate.WaitAsync(cancellationToken);
        try
        {
            parts.Files.Reassure(day);
            isWhole = !day.Hours[hour].IsRolledUp;
            day.Hours[hour].IsRolling = true;
        }
        finally
        {
            parts.WriterGate.Release();
        }

        var isDone = false;
        long mark = 0;
        try
        {
            await Task.Run(() => session.Transact(() => mark = Make(day, hour, isWhole, cancellationToken)), cancellationToken);
            isDone = true;
        }
        finally
        {
            await parts.WriterGate.WaitAsync(CancellationToken.None);
            try
            {
                Conclude(day, hour, isDone ? mark : null);
            }
            finally
            {
                parts.WriterGate.Release();
            }
        }

        HistoryMeters.RolledUp(1);
    }

    private long Make(Day day, long hour, bool isWhole, CancellationToken cancellationToken)
    {
        var touched = isWhole ? "" : $" AND series IN (SELECT series FROM {day.Raw}.touched WHERE hour = {hour})";
        var mark = session.Scalar($"SELECT max(mark) FROM {day.Raw}.touched WHERE hour = {hour}") ?? 0;
        var end = hour + HistoryPlan.HourMs;
        session.Execute($"DELETE FROM {day.Rollups}.minutes WHERE start >= {hour} AND start < {end}{touched}");
        session.Execute($"DELETE FROM {day.Rollups}.hours WHERE start = {hour}{touched}");

        var readings = ReadingsSql.OfMany(day.Raw, $"observed >= {hour} AND observed < {end}{touched}");
        session.Execute(
            $"""
            INSERT INTO {day.Rollups}.minutes BY NAME {readings}
            SELECT series, {ReadingsSql.StartOf("observed", HistoryPlan.MinuteMs)} AS start, {ReadingsSql.Rollup}
            FROM resolved GROUP BY 1, 2 ORDER BY 1, 2
            """,
            cancellationToken);
        session.Execute(
            $"""
            INSERT INTO {day.Rollups}.hours BY NAME SELECT series, {hour}::BIGINT AS start, {ReadingsSql.RollupOfRollups}
            FROM {day.Rollups}.minutes WHERE start >= {hour} AND start < {end}{touched} GROUP BY series ORDER BY series
            """,
            cancellationToken);
        return mark;
    }

    private void Conclude(Day day, long hour, long? mark)
    {
        day.Hours[hour].IsRolling = false;
        if (mark is null)
        {
            return;
        }

        parts.Files.Reassure(day);
        day.IsDoubtful = true;
        session.Transact(() =>
        {
            session.Execute($"UPDATE {day.Raw}.hours SET rolled = true WHERE hour = {hour} AND NOT rolled");
            session.Execute($"DELETE FROM {day.Raw}.touched WHERE hour = {hour} AND mark <= {mark}");
        });
        day.Hours[hour].IsRolledUp = true;
        day.IsDoubtful = false;
    }
}
