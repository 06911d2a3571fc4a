using CityActors.Domain.Kpis;
using CityActors.Kpis;
using CityActors.Log;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Kpis;

/// <summary>A value as a row, and back.</summary>
internal static class KpiRow
{
    /// <summary>Binds the columns of a value, the first being parameter <paramref name="first"/>.</summary>
    public static SqliteStatement Bind(SqliteStatement row, int first, KpiValue value) => row
        .Bind(first, value.Kpi).Bind(first + 1, value.Zone).Bind(first + 2, value.Twin).Bind(first + 3, value.Value)
        .Bind(first + 4, value.WindowStart.ToUnixTimeMilliseconds()).Bind(first + 5, value.WindowEnd.ToUnixTimeMilliseconds())
        .Bind(first + 6, value.Revision).Bind(first + 7, value.IsFinal ? 1 : 0).Bind(first + 8, value.Members)
        .Bind(first + 9, value.Contributing).Bind(first + 10, value.Stale).Bind(first + 11, value.Late)
        .Bind(first + 12, value.DefinitionVersion).Bind(first + 13, value.SaidAt.ToUnixTimeMilliseconds())
        .Bind(first + 14, value.Position.Generation).Bind(first + 15, value.Position.Partition).Bind(first + 16, value.Position.Sequence);

    /// <summary>Reads the columns of <see cref="KpiSchema.Columns"/>, the first being column <paramref name="first"/>.</summary>
    public static KpiValue Read(SqliteStatement row, int first, KpiVersions versions)
    {
        var kpi = row.Text(first);
        double? value = row.IsNull(first + 3) ? null : row.Double(first + 3);
        var version = checked((int)row.Long(first + 12));
        var by = versions.Of(kpi, version);
        var bands = by is null ? default : new KpiBands(by.Direction, by.Good, by.Warning, by.Target);
        return new KpiValue(
            kpi, row.Text(first + 1), row.Text(first + 2), value, by?.Unit ?? "", Moment(row.Long(first + 4)), Moment(row.Long(first + 5)),
            checked((int)row.Long(first + 6)), row.Long(first + 7) != 0, row.Long(first + 8), row.Long(first + 9), row.Long(first + 10),
            row.Long(first + 11), version, bands.Of(value), bands.Target, Moment(row.Long(first + 13)),
            new LogPosition(checked((int)row.Long(first + 14)), checked((int)row.Long(first + 15)), row.Long(first + 16)));
    }

    private static DateTimeOffset Moment(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
