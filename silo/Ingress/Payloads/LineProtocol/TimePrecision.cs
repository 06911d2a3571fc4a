namespace CityActors.Silo.Ingress.Payloads.LineProtocol;

/// <summary>What the timestamps of line protocol count.</summary>
internal enum TimePrecision : byte
{
    Nanoseconds = 0,
    Microseconds,
    Milliseconds,
    Seconds,
}

/// <summary>Reads and applies precisions.</summary>
internal static class TimePrecisions
{
    /// <summary>Reads the query parameter: ns (or n), us (or u), ms, s; absent means ns.</summary>
    public static bool TryParse(string? text, out TimePrecision precision)
    {
        (var known, precision) = text switch
        {
            null or "" or "ns" or "n" => (true, TimePrecision.Nanoseconds),
            "us" or "u" or "µ" => (true, TimePrecision.Microseconds),
            "ms" => (true, TimePrecision.Milliseconds),
            "s" => (true, TimePrecision.Seconds),
            _ => (false, TimePrecision.Nanoseconds),
        };
        return known;
    }

    /// <summary>Milliseconds of a timestamp.</summary>
    /// <returns>False when it is out of range, see <see cref="ObservedTime.IsInRange"/>.</returns>
    public static bool TryToMs(this TimePrecision precision, long timestamp, out long unixMs)
    {
        unixMs = precision switch
        {
            TimePrecision.Nanoseconds => timestamp / 1_000_000,
            TimePrecision.Microseconds => timestamp / 1_000,
            TimePrecision.Milliseconds => timestamp,
            _ => timestamp < ObservedTime.EndMs / 1_000 ? timestamp * 1_000 : ObservedTime.EndMs,
        };
        return timestamp >= 0 && ObservedTime.IsInRange(unixMs);
    }
}
