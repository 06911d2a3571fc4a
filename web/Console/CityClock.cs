using System.Globalization;

namespace CityActors.Web.Console;

/// <summary>Time as the city tells it: Asia/Ho_Chi_Minh.</summary>
public static class CityClock
{
    /// <summary>IANA name of the zone, for the browser.</summary>
    public const string ZoneId = "Asia/Ho_Chi_Minh";

    // Vietnam has kept UTC+7 since 1975; a machine without zone data shows the same time.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out var zone)
        ? zone
        : TimeZoneInfo.CreateCustomTimeZone(ZoneId, TimeSpan.FromHours(7), ZoneId, ZoneId);

    /// <summary>The moment in the city's zone.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Day and time to the second, as the language of the page writes it.</summary>
    public static string Long(DateTimeOffset at) => Local(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Time to the second.</summary>
    public static string Short(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
