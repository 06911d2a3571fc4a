using System.Collections.Immutable;
using System.Globalization;
using CityActors.Kpis;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Kpis;

/// <summary>Reads a page of windows, newest first, inside one reading transaction.</summary>
internal sealed class KpiWindows(SqliteSession session)
{
    private readonly KpiVersions versions = new(session);

    /// <summary>A page.</summary>
    /// <exception cref="ArgumentException">The query does not say where a page ended.</exception>
    public KpiValuePage Page(KpiWindowQuery query)
    {
        var before = Cursor.Read(query.Before);
        var page = ImmutableArray.CreateBuilder<KpiValue>();
        using var row = session[
            $"SELECT {KpiSchema.Columns} FROM windows WHERE kpi = ?1 AND zone = ?2 AND (ends, starts, revision) < (?3, ?4, ?5) "
            + "AND ends > ?6 AND starts < ?7 ORDER BY ends DESC, starts DESC, revision DESC"];
        row.Bind(1, query.Kpi).Bind(2, query.Zone ?? KpiValue.City).Bind(3, before.Ends).Bind(4, before.Starts).Bind(5, before.Revision)
            .Bind(6, query.From?.ToUnixTimeMilliseconds() ?? long.MinValue).Bind(7, query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        while (row.Step())
        {
            var value = KpiRow.Read(row, 0, versions);
            if (!query.WithRevisions && page.Count > 0 && IsSameWindow(page[^1], value))
            {
                continue;
            }

            if (page.Count == query.Most)
            {
                return new KpiValuePage(page.ToImmutable(), Cursor.After(page[^1], query.WithRevisions).ToString());
            }

            page.Add(value);
        }

        return new KpiValuePage(page.ToImmutable(), null);
    }

    private static bool IsSameWindow(KpiValue one, KpiValue other) =>
        one.WindowEnd == other.WindowEnd && one.WindowStart == other.WindowStart;

    /// <summary>Where a page ended.</summary>
    private readonly record struct Cursor(long Ends, long Starts, long Revision)
    {
        public static Cursor Read(string? text)
        {
            if (text is null)
            {
                return new Cursor(long.MaxValue, long.MaxValue, long.MaxValue);
            }

            var parts = text.Split('.');
            return parts.Length == 3 && TryNumber(parts[0], out var ends) && TryNumber(parts[1], out var starts)
                && TryNumber(parts[2], out var revision)
                ? new Cursor(ends, starts, revision)
                : throw new ArgumentException("Expected the 'next' of a page of windows.", nameof(text));
        }

        // Without revisions the next page begins before the first revision of this window.
        public static Cursor After(KpiValue last, bool withRevisions) => new(
            last.WindowEnd.ToUnixTimeMilliseconds(), last.WindowStart.ToUnixTimeMilliseconds(), withRevisions ? last.Revision : 0);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ends}.{Starts}.{Revision}");

        private static bool TryNumber(string text, out long number) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
