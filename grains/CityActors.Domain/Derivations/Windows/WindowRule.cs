namespace CityActors.Domain.Derivations.Windows;

/// <summary>
/// Windows of event time. A window begins after its start and holds its end: devices report an interval when it is over, so that a mean
/// from 9 to 10 o'clock that is observed at 10:00 belongs to the hour that ends at 10:00, and a day holds the hours 01:00 to 24:00. All
/// windows are laid at +07:00 (Asia/Ho_Chi_Minh, which has no daylight saving). A window is made of one or more panes of equal length.
/// </summary>
public sealed record WindowRule
{
    /// <summary>Most panes of a sliding window.</summary>
    public const int PanesMax = 64;

    /// <summary>Shortest window or step, milliseconds.</summary>
    public const long ShortestMs = 1_000;

    /// <summary>Longest window that is not of the calendar, milliseconds: 366 days.</summary>
    public const long LongestMs = 366L * 86_400_000;

    /// <summary>First moment that windows know, 1900-01-01 UTC, Unix milliseconds.</summary>
    public const long FirstMs = -2_208_988_800_000;

    /// <summary>Last moment that windows know, 2200-01-01 UTC, Unix milliseconds.</summary>
    public const long LastMs = 7_258_118_400_000;

    private const long OffsetMs = 7 * 3_600_000;

    private WindowRule(WindowKind kind, long sizeMs, long stepMs, CalendarUnit unit) =>
        (Kind, SizeMs, StepMs, Unit) = (kind, sizeMs, stepMs, unit);

    /// <summary>How windows follow each other.</summary>
    public WindowKind Kind { get; }

    /// <summary>Length of a window, milliseconds; of the calendar its shortest (a February, say).</summary>
    public long SizeMs { get; }

    /// <summary>From one window's end to the next one's, milliseconds; of the calendar the same as <see cref="SizeMs"/>.</summary>
    public long StepMs { get; }

    /// <summary>Unit of the calendar; of others <see cref="CalendarUnit.Hour"/> without meaning.</summary>
    public CalendarUnit Unit { get; }

    /// <summary>Panes that a window is made of.</summary>
    public int Panes => Kind == WindowKind.Sliding ? (int)(SizeMs / StepMs) : 1;

    /// <summary>Windows one after the other.</summary>
    public static WindowRule Tumbling(long sizeMs) => new(WindowKind.Tumbling, Length(sizeMs), sizeMs, default);

    /// <summary>Windows that overlap.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step does not divide the size, or too often.</exception>
    public static WindowRule Sliding(long sizeMs, long stepMs) =>
        Length(sizeMs) % Length(stepMs) == 0 && sizeMs / stepMs <= PanesMax
            ? new WindowRule(WindowKind.Sliding, sizeMs, stepMs, default)
            : throw new ArgumentOutOfRangeException(
                nameof(stepMs), stepMs, $"Expected a step that divides {sizeMs} ms into at most {PanesMax} panes.");

    /// <summary>Windows of the calendar.</summary>
    public static WindowRule Calendar(CalendarUnit unit)
    {
        var size = ShortestDays(unit) is > 0 and var days ? days * 86_400_000L : 3_600_000;
        return new WindowRule(WindowKind.Calendar, size, size, unit);
    }

    /// <summary>End of the pane that holds a moment, Unix milliseconds: the first end that is not before it.</summary>
    public long EndOf(long ms)
    {
        if (Kind != WindowKind.Calendar)
        {
            var local = ms + OffsetMs;
            var rest = local % StepMs;
            rest = rest < 0 ? rest + StepMs : rest;
            return rest == 0 ? ms : ms + StepMs - rest;
        }

        var begin = CalendarTime.Begin(Unit, ms + OffsetMs) - OffsetMs;
        return begin == ms ? ms : CalendarTime.Add(Unit, begin + OffsetMs, 1) - OffsetMs;
    }

    /// <summary>The last end that is not after a moment.</summary>
    public long EndBy(long ms)
    {
        var end = EndOf(ms);
        return end == ms ? end : Move(end, -1);
    }

    /// <summary>The end that lies some panes after (before, when negative) another end.</summary>
    public long Move(long endMs, int panes) => Kind == WindowKind.Calendar
        ? CalendarTime.Add(Unit, endMs + OffsetMs, panes) - OffsetMs
        : endMs + (panes * StepMs);

    /// <summary>Start of the window that ends at an end.</summary>
    public long StartOf(long endMs) => Move(endMs, -Panes);

    /// <summary>Panes from one end to a later one, at most as many as are of interest.</summary>
    public int Count(long fromMs, long toMs, int most)
    {
        if (Kind != WindowKind.Calendar)
        {
            return (int)Math.Min(most, Math.Max(0, toMs - fromMs) / StepMs);
        }

        var count = 0;
        for (var end = fromMs; count < most && (end = Move(end, 1)) <= toMs;)
        {
            count++;
        }

        return count;
    }

    private static long Length(long ms) => ms is >= ShortestMs and <= LongestMs
        ? ms
        : throw new ArgumentOutOfRangeException(nameof(ms), ms, $"Expected {ShortestMs}-{LongestMs} ms.");

    private static int ShortestDays(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Day => 1,
        CalendarUnit.Week => 7,
        CalendarUnit.Month => 28,
        CalendarUnit.Quarter => 90,
        CalendarUnit.Year => 365,
        _ => 0,
    };
}
