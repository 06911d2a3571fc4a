using System.Globalization;
using System.Xml;

namespace CityActors.Domain.Definitions;

/// <summary>Times and durations as definitions write them, and how problems quote what came.</summary>
public static class DefinitionText
{
    private const int QuotedMax = 60;
    private const int LengthMax = 40;
    private static readonly TimeSpan CityOffset = TimeSpan.FromHours(7);

    /// <summary>What came, in quotes and short; <c>nothing</c> when there is none.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
        {
            return "nothing";
        }

        var cut = text.Length <= QuotedMax ? text : text[..(char.IsHighSurrogate(text[QuotedMax - 1]) ? QuotedMax - 1 : QuotedMax)] + "…";
        return $"'{string.Concat(cut.Select(static c => char.IsControl(c) ? '\uFFFD' : c))}'";
    }

    /// <summary>
    /// Reads a moment: a date, which begins at midnight in Vietnam (+07:00), or ISO 8601 with <c>Z</c> or an offset.
    /// </summary>
    /// <param name="text">As it is written.</param>
    /// <param name="ms">Unix milliseconds.</param>
    public static bool TryMoment(string text, out long ms)
    {
        ms = 0;
        if (text.Length > LengthMax)
        {
            return false;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            ms = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), CityOffset).ToUnixTimeMilliseconds();
            return true;
        }

        // Without an offset it would be the time of whatever machine reads it.
        var clock = text.IndexOf('T', StringComparison.Ordinal);
        if (clock < 0 || text.AsSpan(clock).IndexOfAny('Z', '+', '-') < 0
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return false;
        }

        ms = moment.ToUnixTimeMilliseconds();
        return true;
    }

    /// <summary>Reads a positive ISO 8601 duration of days, hours, minutes and seconds; months and years have no fixed length.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length is < 3 or > LengthMax || text[0] != 'P' || text.Contains('Y', StringComparison.Ordinal)
            || text.Split('T')[0].Contains('M', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration > TimeSpan.Zero;
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            return false;
        }
    }
}
