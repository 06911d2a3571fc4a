using System.Buffers.Text;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads.LineProtocol;

/// <summary>Reads the value of a field: number, integer (i, u), boolean or quoted text.</summary>
internal static class FieldValue
{
    /// <summary>Reads the value at the head of a line's rest, and cuts it off.</summary>
    /// <param name="rest">What follows the equals sign; what follows the value when it could be read.</param>
    /// <param name="value">Reading to be filled with kind and value.</param>
    /// <param name="into">Where texts are kept.</param>
    /// <param name="problem">End of a sentence about the field when it could not be read.</param>
    /// <returns>Null, or the reason why it could not be read.</returns>
    public static string? TryRead(ref ReadOnlySpan<byte> rest, ref ParsedReading value, PayloadReadings into, out string problem) =>
        rest is [(byte)'"', ..] ? Text(ref rest, ref value, into, out problem) : Scalar(ref rest, ref value, out problem);

    private static string? Scalar(ref ReadOnlySpan<byte> rest, ref ParsedReading value, out string problem)
    {
        problem = "";
        var end = rest.IndexOfAny((byte)',', (byte)' ');
        var text = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        if (text.IsEmpty)
        {
            problem = "has no value";
            return RefusalReason.Value;
        }

        switch (text[^1])
        {
            case >= (byte)'0' and <= (byte)'9' or (byte)'.':
                return Number(text, ref value, out problem);
            case (byte)'i' when Utf8Parser.TryParse(text[..^1], out long whole, out var consumed) && consumed == text.Length - 1:
                value.Kind = ValueKind.Number;
                value.Bits = ReadingValues.Bits(whole);
                return null;
            case (byte)'u' when Utf8Parser.TryParse(text[..^1], out ulong whole, out var consumed) && consumed == text.Length - 1:
                value.Kind = ValueKind.Number;
                value.Bits = ReadingValues.Bits(whole);
                return null;
        }

        if (TryBoolean(text, out var isTrue))
        {
            value.Kind = ValueKind.Boolean;
            value.Bits = isTrue ? 1 : 0;
            return null;
        }

        var finite = !NumberText.IsNotFinite(text);
        var expected = finite ? "number, integer (i, u), boolean or quoted text" : "finite number";
        problem = $"must be a {expected}, got {ReadingValues.Show(text)}";
        return finite ? RefusalReason.Syntax : RefusalReason.Range;
    }

    private static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.SequenceEqual("t"u8) || text.SequenceEqual("T"u8) || text.SequenceEqual("true"u8)
            || text.SequenceEqual("True"u8) || text.SequenceEqual("TRUE"u8);
        return value || text.SequenceEqual("f"u8) || text.SequenceEqual("F"u8) || text.SequenceEqual("false"u8)
            || text.SequenceEqual("False"u8) || text.SequenceEqual("FALSE"u8);
    }

    private static string? Number(ReadOnlySpan<byte> text, ref ParsedReading value, out string problem)
    {
        problem = "";
        if (!NumberText.TryParse(text, out var number))
        {
            problem = $"must be a number, got {ReadingValues.Show(text)}";
            return RefusalReason.Syntax;
        }

        if (!double.IsFinite(number))
        {
            problem = $"is out of the range of numbers: {ReadingValues.Show(text)}";
            return RefusalReason.Range;
        }

        value.Kind = ValueKind.Number;
        value.Bits = ReadingValues.Bits(number);
        return null;
    }

    private static string? Text(ref ReadOnlySpan<byte> rest, ref ParsedReading value, PayloadReadings into, out string problem)
    {
        problem = "";
        var end = 1;
        var escaped = false;
        for (; end < rest.Length && rest[end] != '"'; end++)
        {
            if (IsEscape(rest, end))
            {
                escaped = true;
                end++;
            }
        }

        if (end >= rest.Length)
        {
            problem = "is a text without a closing quote on its line";
            return RefusalReason.Syntax;
        }

        value.Text = escaped ? Unescape(rest[1..end], into) : into.Keep(rest[1..end]);
        value.Kind = ReadingValues.KindOfText(into.Bytes(value.Text));
        rest = rest[(end + 1)..];
        if (value.Kind != ValueKind.None)
        {
            return null;
        }

        problem = $"must be at most {ReadingValues.TextBytesMax} bytes of UTF-8, got {value.Text.Length}";
        return RefusalReason.TooLarge;
    }

    private static bool IsEscape(ReadOnlySpan<byte> text, int at) =>
        text[at] == '\\' && at + 1 < text.Length && text[at + 1] is (byte)'"' or (byte)'\\';

    private static Slice Unescape(ReadOnlySpan<byte> text, PayloadReadings into)
    {
        var room = into.Reserve(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
            {
                i++;
            }

            room[length++] = text[i];
        }

        return into.Commit(length);
    }
}
