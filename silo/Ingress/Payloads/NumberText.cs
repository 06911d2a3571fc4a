using System.Buffers.Text;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>Reads numbers of text formats.</summary>
internal static class NumberText
{
    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>
    /// Reads a decimal number. Up to 15 digits without exponent, which is nearly every reading, are one division of two exact
    /// doubles and so correctly rounded; the rest goes to the library.
    /// </summary>
    /// <returns>False when the text is no number. The number may be infinite: 1e400 is.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        var i = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative)
        {
            i = 1;
        }

        long digits = 0;
        var count = 0;
        var point = -1;
        for (; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                if (++count > 15)
                {
                    return Slow(text, out number);
                }
            }
            else if (text[i] == '.' && point < 0)
            {
                point = count;
            }
            else
            {
                return Slow(text, out number);
            }
        }

        if (count == 0 || point == count)
        {
            return Slow(text, out number);
        }

        number = point < 0 ? digits : digits / PowersOfTen[count - point];
        number = negative ? -number : number;
        return true;
    }

    /// <summary>Whether a text is one of the ways to write "not a number" or infinity.</summary>
    public static bool IsNotFinite(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] is (byte)'+' or (byte)'-')
        {
            text = text[1..];
        }

        return text.Length is 3 or 8
            && (System.Text.Ascii.EqualsIgnoreCase(text, "nan"u8) || System.Text.Ascii.EqualsIgnoreCase(text, "inf"u8)
                || System.Text.Ascii.EqualsIgnoreCase(text, "infinity"u8));
    }

    private static bool Slow(ReadOnlySpan<byte> text, out double number) =>
        Utf8Parser.TryParse(text, out number, out var consumed) && consumed == text.Length && !text.IsEmpty;
}
