using System.Text;
using System.Text.Unicode;
using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>What ingress asks of names and values, whatever the payload.</summary>
internal static class ReadingValues
{
    /// <summary>Longest text, UTF-8 bytes.</summary>
    public const int TextBytesMax = RecordWriter.TextBytesMax;

    /// <summary>What a channel may be named, in words.</summary>
    public const string ChannelRule = "1-64 letters, digits, _ . : - starting with a letter or digit";

    private const int CodeBytesMax = 32;
    private const int ChannelBytesMax = 64;
    private const int UnitBytesMax = 32;
    private const int ShownBytesMax = 80;

    /// <summary>A short word is a code, everything else is text; None when it can be neither: too long, or no UTF-8.</summary>
    public static ValueKind KindOfText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return ValueKind.Text;
        }

        if (text.Length > TextBytesMax || !Utf8.IsValid(text))
        {
            return ValueKind.None;
        }

        if (text.Length > CodeBytesMax)
        {
            return ValueKind.Text;
        }

        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'-'))
            {
                return ValueKind.Text;
            }
        }

        return ValueKind.Code;
    }

    /// <summary>Whether a channel may bear that name: 1-64 of A-Z a-z 0-9 _ . : - starting with a letter or digit.</summary>
    public static bool IsChannel(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > ChannelBytesMax || !char.IsAsciiLetterOrDigit((char)name[0]))
        {
            return false;
        }

        foreach (var b in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'.' or (byte)':' or (byte)'-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a unit is one that a channel can be registered with; others are left out, they refuse nothing.</summary>
    public static bool IsUnit(ReadOnlySpan<byte> unit) =>
        unit.Length is > 0 and <= UnitBytesMax && !unit.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>Bits of a finite number; minus zero is zero.</summary>
    public static long Bits(double number) => BitConverter.DoubleToInt64Bits(number == 0 ? 0.0 : number);

    /// <summary>Bits of a place in WGS 84 degrees.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryPosition(double longitude, double latitude, out long bits)
    {
        bits = 0;
        if (!(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 90))
        {
            return false;
        }

        bits = TwinValue.OfPosition(longitude, latitude).Bits;
        return true;
    }

    /// <summary>A name or text as a refusal shows it: short, without control characters.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Length > ShownBytesMax ? bytes[..ShownBytesMax] : bytes);
        var shown = string.Create(text.Length, text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
            }
        });
        return bytes.Length > ShownBytesMax ? $"'{shown}…'" : $"'{shown}'";
    }
}
