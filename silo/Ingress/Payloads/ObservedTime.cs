using System.Globalization;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>Device times: what is read as one, and which are believed.</summary>
internal static class ObservedTime
{
    /// <summary>First moment after what is accepted: 9999-01-01, Unix milliseconds. Devices send it to mean "never".</summary>
    public const long EndMs = 253_370_764_800_000;

    private const double RelativeSecondsEnd = 1 << 28;

    /// <summary>Whether a time is at or after 1970 and before the year 9999. An hour ahead passes: the fold sets that aside.</summary>
    public static bool IsInRange(long unixMs) => unixMs is >= 0 and < EndMs;

    /// <summary>What a refusal says of a time that is not in range.</summary>
    public static string OutOfRange(double unixMs) =>
        string.Create(CultureInfo.InvariantCulture, $"Expected a time from 1970 to 9998, got {unixMs:R} ms since 1970.");

    /// <summary>Milliseconds of a SenML time: below 2^28 s it is relative to now (RFC 8428, 4.5.3).</summary>
    /// <returns>False when it is out of range.</returns>
    public static bool TryFromSenMl(double seconds, long nowMs, out long unixMs)
    {
        var ms = Math.Round(seconds * 1000);
        if (seconds < RelativeSecondsEnd)
        {
            ms += nowMs;
        }

        unixMs = ms is >= 0 and < EndMs ? (long)ms : -1;
        return unixMs >= 0;
    }

    /// <summary>
    /// Reads ISO 8601 as devices write it: <c>2026-11-23T07:00:00Z</c>, with seconds and their fraction or without, with Z or an
    /// offset. Without either it is refused: a local time of an unknown place is no time.
    /// </summary>
    public static bool TryParseIso(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ') || text[13] != ':'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute))
        {
            return false;
        }

        var rest = text[16..];
        var second = 0;
        if (rest[0] == ':')
        {
            if (rest.Length < 4 || !TryDigits(rest[1..3], out second))
            {
                return false;
            }

            rest = rest[3..];
        }

        var fraction = 0;
        if (rest[0] is (byte)'.' or (byte)',' && !TryFraction(ref rest, out fraction))
        {
            return false;
        }

        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60 || !TryOffset(rest, out var offsetMinutes))
        {
            return false;
        }

        var days = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Days;
        unixMs = ((((days * 24L) + hour) * 60) + minute - offsetMinutes) * 60_000 + (second * 1000L) + fraction;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        var digits = 0;
        rest = rest[1..];
        while (!rest.IsEmpty && rest[0] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits++ < 3)
            {
                milliseconds = (milliseconds * 10) + rest[0] - '0';
            }

            rest = rest[1..];
        }

        for (var i = digits; i < 3; i++)
        {
            milliseconds *= 10;
        }

        return digits > 0 && !rest.IsEmpty;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        if (text.Length is not (5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || (text.Length == 6 && text[3] != ':')
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[^2..], out minutes) || hours > 18 || minutes > 59)
        {
            return false;
        }

        minutes += hours * 60;
        minutes = text[0] == '-' ? -minutes : minutes;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + b - '0';
        }

        return true;
    }
}
