using System.Globalization;
using CityActors.Grains.Kpis;
using CityActors.Kpis;
using CityActors.Log;

namespace CityActors.Edge.Tests.Kpis;

/// <summary>KPIs to fill a projection with.</summary>
internal static class KpiSample
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Hour(int hour) => Start.AddHours(hour);

    public static string Zone(int number) => string.Create(CultureInfo.InvariantCulture, $"urn:ngsi-ld:AdministrativeArea:z{number}");

    /// <summary>At least 40 is good, at least 25 a warning, 45 the target.</summary>
    public static KpiDefinition Kpi(string id) => new(
        id, 1, id, id, "KMH", "mean(Loop.speed)", "city", [], "{}", "economy", "other", "owner", 45, KpiDirection.AtLeast, 40, 25, ["11.2"],
        ["S"], 1, null, true, "tester", Start, "because", [new KpiSource("Loop", "speed")], []);

    public static KpiValue Value(string kpi, double? value, int hour = 1, string zone = KpiValue.City) => new(
        kpi, zone, $"urn:ngsi-ld:KeyPerformanceIndicator:{kpi}:x", value, "", Hour(hour), Hour(hour + 1), 1, true, 4, 3, 1, 0, 1,
        KpiBand.Grey, null, Hour(hour + 1), new LogPosition(1, 0, 7));

    public static KpiEntry Defined(long sequence, KpiDefinition definition) => new(sequence, 0, definition, null, null);

    public static KpiEntry Retired(long sequence, string kpi, int version) =>
        new(sequence, 0, null, new KpiRetirement(kpi, version, "tester", Start, "enough"), null);

    public static KpiEntry Said(long sequence, KpiValue value, int index = 0) => new(sequence, index, null, null, value);

    public static KpiQuery All() => new(null, null, null, null, null, false, null, 100, []);

    public static KpiWindowQuery Of(string kpi) => new(kpi, null, null, null, false, null, 100, []);
}
