using System.Globalization;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Days;

/// <summary>Attaches files of days to the engine, makes their tables, checks their format and reads what is remembered of them.</summary>
/// <param name="session">Connection that does it.</param>
/// <param name="folder">Which files there are.</param>
/// <param name="generation">Generation of the log whose watermarks count.</param>
internal sealed class DayOpener(DuckSession session, DayFolder folder, int generation) : IDisposable
{
    /// <summary>Attaches a file of raw readings, making it when absent.</summary>
    public void OpenRaw(Day day)
    {
        var file = new RawFile(day.Number, folder.EditionOf(day.Number));
        Attach(folder.PathOf(day.Number, DayNames.RawEnding), file.Catalog, DaySchema.Raw);
        day.RawFile = file;
    }

    /// <summary>Attaches a file of roll-ups, making it when absent.</summary>
    public void OpenRollups(Day day)
    {
        Attach(folder.PathOf(day.Number, DayNames.RollupEnding), day.Rollups, DaySchema.Rollups);
        day.HasRollups = true;
    }

    /// <summary>Reads what is remembered of a day with raw readings.</summary>
    public void Load(Day day)
    {
        if (!day.HasRollups)
        {
            // Roll-ups that somebody deleted are made again.
            session.Execute($"UPDATE {day.Raw}.hours SET rolled = false WHERE rolled");
        }

        day.Watermarks.Clear();
        session.Read(
            $"SELECT partition, sequence FROM {day.Raw}.watermarks WHERE generation = {generation}",
            row => day.Watermarks[row.GetInt32(0)] = row.GetInt64(1));
        var before = day.Hours.ToDictionary();
        day.Hours.Clear();
        session.Read(
            $"SELECT hour, rolled FROM {day.Raw}.hours",
            row =>
            {
                var hour = before.GetValueOrDefault(row.GetInt64(0)) ?? new DayHour();
                hour.IsRolledUp = row.GetBoolean(1);
                day.Hours[row.GetInt64(0)] = hour;
            });
        day.Ordered = session.Scalar($"SELECT sum(readings)::BIGINT FROM {day.Raw}.compacted") ?? 0;
        day.Added = (session.Scalar($"SELECT count(*) FROM {day.Raw}.readings") ?? 0) - day.Ordered;
        day.Mark = session.Scalar($"SELECT max(mark) FROM {day.Raw}.touched") ?? 0;
        day.IsDoubtful = false;
    }

    /// <summary>Brings everything into the files of a day and lets go of them.</summary>
    public void Close(Day day)
    {
        day.Leaving.ForEach(file => CloseRaw(day.Number, file));
        day.Leaving.Clear();
        if (day.RawFile is { } raw)
        {
            CloseRaw(day.Number, raw);
        }

        if (day.HasRollups)
        {
            Detach(day.Rollups, folder.PathOf(day.Number, DayNames.RollupEnding));
        }
    }

    /// <summary>Brings everything into a file of raw readings and lets go of it.</summary>
    public void CloseRaw(long day, RawFile file) =>
        Detach(file.Catalog, folder.PathOf(day, DayNames.RawEnding, file.Edition));

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private void Attach(string path, string catalog, string schema)
    {
        try
        {
            var isNew = !File.Exists(path);
            session.Execute($"ATTACH {DuckEngine.Quote(path)} AS {catalog}");
            try
            {
                Prepare(path, catalog, schema);
                if (isNew)
                {
                    session.Execute($"CHECKPOINT {catalog}");
                    folder.Flush();
                }
            }
            catch
            {
                session.Execute($"DETACH {catalog}");
                throw;
            }
        }
        catch (DuckDBException fault)
        {
            throw DuckFault.Of(fault, path);
        }
    }

    private void Prepare(string path, string catalog, string schema)
    {
        var tables = session.Scalar($"SELECT count(*) FROM duckdb_tables() WHERE database_name = '{catalog}'");
        if (tables == 0)
        {
            session.Transact(() =>
            {
                session.Execute(Fill(schema));
                session.Execute(Fill(DaySchema.Format));
            });
            return;
        }

        var version = session.Scalar(
            $"SELECT count(*) FROM duckdb_tables() WHERE database_name = '{catalog}' AND table_name = 'format'") > 0
            ? session.Scalar($"SELECT max(version) FROM {catalog}.format")
            : null;
        if (version is null)
        {
            throw new InvalidDataException($"History {path} is a DuckDB file, but not one of the city's history.");
        }

        if (version > DaySchema.Version)
        {
            throw new InvalidDataException(
                $"History {path} was written by a newer version of the city (format {version}); " +
                $"this one knows formats up to {DaySchema.Version}.");
        }

        string Fill(string sql) => string.Format(CultureInfo.InvariantCulture, sql, catalog, DaySchema.Version);
    }

    private void Detach(string catalog, string path)
    {
        try
        {
            session.Execute($"DETACH {catalog}");
        }
        catch (DuckDBException fault)
        {
            // On a full disk DuckDB lets go of the file without having tidied it: everything is in its log, and the next one who opens
            // it takes it from there.
            if (session.Scalar($"SELECT count(*) FROM duckdb_databases() WHERE database_name = '{catalog}'") > 0)
            {
                throw DuckFault.Of(fault, path);
            }
        }
    }
}
