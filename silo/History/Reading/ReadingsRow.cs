using CityActors.Domain.History;
using CityActors.History;
using CityActors.Log;
using CityActors.Twins.Channels;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Reading;

/// <summary>What a row of an answer says.</summary>
internal static class ReadingsRow
{
    /// <summary>Columns of <see cref="Point"/>.</summary>
    public const string PointColumns = "observed, kind, number, place, word, quality, series, sequence";

    /// <summary>Columns of <see cref="Rollup"/>.</summary>
    public const string RollupColumns =
        "bucket, readings, numbers, total, smallest, largest, " +
        "first_at, first_kind, first_number, first_place, first_word, last_at, last_kind, last_number, last_place, last_word";

    /// <summary>A raw reading.</summary>
    public static HistoryPoint Point(DuckDBDataReader row)
    {
        var series = row.GetInt64(6);
        return new HistoryPoint(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), Value(row, 1), (Quality)row.GetByte(5), 1,
            new LogPosition(SeriesKey.Generation(series), SeriesKey.Partition(series), row.GetInt64(7)));
    }

    /// <summary>Start of an interval and what is remembered of its readings.</summary>
    public static (long StartMs, Rollup Rollup) Rollup(DuckDBDataReader row)
    {
        var rollup = new Rollup { Count = row.GetInt64(1), Numbers = row.GetInt64(2) };
        if (rollup.Numbers > 0)
        {
            (rollup.Sum, rollup.Min, rollup.Max) = (row.GetDouble(3), row.GetDouble(4), row.GetDouble(5));
        }

        if (rollup.Count > 0)
        {
            (rollup.FirstAtMs, rollup.First) = (row.GetInt64(6), Value(row, 7));
            (rollup.LastAtMs, rollup.Last) = (row.GetInt64(11), Value(row, 12));
        }

        return (row.GetInt64(0), rollup);
    }

    private static TwinValue Value(DuckDBDataReader row, int column)
    {
        var kind = (ValueKind)row.GetByte(column);
        return kind switch
        {
            ValueKind.Number => TwinValue.Of(row.GetDouble(column + 1)),
            ValueKind.Boolean => TwinValue.Of(row.GetDouble(column + 1) != 0),
            ValueKind.Position => new TwinValue(kind, row.GetInt64(column + 2), null),
            _ => new TwinValue(kind, 0, row.GetString(column + 3)),
        };
    }
}
