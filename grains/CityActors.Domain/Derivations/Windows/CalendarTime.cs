namespace CityActors.Domain.Derivations.Windows;

/// <summary>Arithmetic of the calendar on local milliseconds since 1970-01-01 00:00 local time.</summary>
internal static class CalendarTime
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    /// <summary>1970-01-01 was a Thursday: the Monday before it lies three days back.</summary>
    private const long MondayMs = -3 * DayMs;

    /// <summary>When the hour, day… that holds a moment began.</summary>
    public static long Begin(CalendarUnit unit, long localMs) => unit switch
    {
        CalendarUnit.Hour => localMs - Rest(localMs, HourMs),
        CalendarUnit.Day => localMs - Rest(localMs, DayMs),
        CalendarUnit.Week => localMs - Rest(localMs - MondayMs, 7 * DayMs),
        _ => OfMonth(FirstMonth(unit, MonthOf(localMs))),
    };

    /// <summary>The begin that lies some units after another begin.</summary>
    public static long Add(CalendarUnit unit, long beginMs, int count) => unit switch
    {
        CalendarUnit.Hour => beginMs + (count * HourMs),
        CalendarUnit.Day => beginMs + (count * DayMs),
        CalendarUnit.Week => beginMs + (count * 7 * DayMs),
        CalendarUnit.Month => OfMonth(MonthOf(beginMs) + count),
        CalendarUnit.Quarter => OfMonth(MonthOf(beginMs) + (3 * count)),
        _ => OfMonth(MonthOf(beginMs) + (12 * count)),
    };

    private static long Rest(long ms, long of)
    {
        var rest = ms % of;
        return rest < 0 ? rest + of : rest;
    }

    private static int FirstMonth(CalendarUnit unit, int month) => unit switch
    {
        CalendarUnit.Quarter => month - (month % 3),
        CalendarUnit.Year => month - (month % 12),
        _ => month,
    };

    /// <summary>Months since January of the year 0.</summary>
    private static int MonthOf(long localMs)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(localMs).UtcDateTime;
        return (date.Year * 12) + date.Month - 1;
    }

    private static long OfMonth(int month)
    {
        var bounded = Math.Clamp(month, 12, (9999 * 12) + 11);
        return new DateTimeOffset(bounded / 12, (bounded % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
