namespace CityActors.Domain.History;

/// <summary>Where the readings of a part of a day are taken from.</summary>
public enum HistorySource : byte
{
    /// <summary>Raw readings.</summary>
    Raw = 0,

    /// <summary>Roll-ups of a minute.</summary>
    Minutes = 1,

    /// <summary>Roll-ups of an hour.</summary>
    Hours = 2,
}

/// <summary>A part of a day.</summary>
/// <param name="Source">Where its readings are taken from.</param>
/// <param name="FromMs">Start, Unix milliseconds, inclusive.</param>
/// <param name="ToMs">End, exclusive.</param>
public readonly record struct HistoryPart(HistorySource Source, long FromMs, long ToMs);

/// <summary>Decides which roll-ups a question may be answered from.</summary>
public static class HistoryPlan
{
    /// <summary>A minute, milliseconds.</summary>
    public const long MinuteMs = 60_000;

    /// <summary>An hour, milliseconds.</summary>
    public const long HourMs = 60 * MinuteMs;

    /// <summary>A day, milliseconds.</summary>
    public const long DayMs = 24 * HourMs;

    /// <summary>
    /// Cuts a span into parts that cover it once. A roll-up is taken only when it lies in the span as a whole, the interval asked
    /// for is a multiple of it, and its hour is whole; everything else is raw.
    /// </summary>
    /// <param name="fromMs">Start of the span, Unix milliseconds, inclusive.</param>
    /// <param name="toMs">End, exclusive.</param>
    /// <param name="everyMs">Width of the intervals asked for; they begin at multiples of it since 1970.</param>
    /// <param name="isWhole">Whether the roll-ups of the hour that starts there say everything there is to say.</param>
    public static List<HistoryPart> Cut(long fromMs, long toMs, long everyMs, Func<long, bool> isWhole)
    {
        var parts = new List<HistoryPart>();
        for (var start = fromMs; start < toMs;)
        {
            var hour = FloorTo(start, HourMs);
            var end = Math.Min(hour + HourMs, toMs);
            if (everyMs % MinuteMs != 0 || !isWhole(hour))
            {
                Add(parts, HistorySource.Raw, start, end);
            }
            else if (everyMs % HourMs == 0 && start == hour && end == hour + HourMs)
            {
                Add(parts, HistorySource.Hours, start, end);
            }
            else
            {
                var first = Math.Min(end, FloorTo(start + MinuteMs - 1, MinuteMs));
                var last = Math.Max(first, FloorTo(end, MinuteMs));
                Add(parts, HistorySource.Raw, start, first);
                Add(parts, HistorySource.Minutes, first, last);
                Add(parts, HistorySource.Raw, last, end);
            }

            start = end;
        }

        return parts;
    }

    /// <summary>The multiple of a width at or before a moment, also before 1970.</summary>
    public static long FloorTo(long atMs, long widthMs)
    {
        var rest = atMs % widthMs;
        return atMs - (rest < 0 ? rest + widthMs : rest);
    }

    private static void Add(List<HistoryPart> parts, HistorySource source, long fromMs, long toMs)
    {
        if (fromMs >= toMs)
        {
            return;
        }

        if (parts.Count > 0 && parts[^1].Source == source && parts[^1].ToMs == fromMs)
        {
            parts[^1] = parts[^1] with { ToMs = toMs };
            return;
        }

        parts.Add(new HistoryPart(source, fromMs, toMs));
    }
}
