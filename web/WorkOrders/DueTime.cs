using System.Globalization;
using CityActors.Web.Console;

namespace CityActors.Web.WorkOrders;

/// <summary>Due times as a field of a form takes them: day and minute in the city's time.</summary>
internal static class DueTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>What stands in the field.</summary>
    public static string Write(DateTimeOffset? at) =>
        at is { } due ? CityClock.Local(due).ToString(Format, CultureInfo.InvariantCulture) : "";

    /// <summary>What the field says; null when it says no time.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new DateTimeOffset(at, Vietnam).ToUniversalTime()
            : null;
}
