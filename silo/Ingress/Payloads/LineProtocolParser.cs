using System.Buffers.Text;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>
/// Reads InfluxDB line protocol: <c>measurement,tag=value field=value,field=value timestamp</c>. Each line is a record of its own:
/// a bad one is refused with its number, the others are kept. A line ends at a line feed, also inside quotes: a forgotten quote
/// must not swallow the lines after it. Two numeric fields named lon and lat become one position of the channel <c>location</c>.
/// Which twin a line is of follows from its measurement and tags, see <see cref="SeriesTwins"/>.
/// </summary>
internal sealed class LineProtocolParser(TimePrecision precision, int lineBytesMax = 64 << 10)
{
    private const string TimestampForm = "expected a timestamp: a whole number, nothing after it";

    /// <summary>Lines read so far, empty ones and comments included.</summary>
    public int Line { get; private set; }

    /// <summary>Reads whole lines.</summary>
    public void Parse(ReadOnlySpan<byte> lines, long nowMs, PayloadReadings into)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            if (line.Length > lineBytesMax)
            {
                RefuseLong(into);
                continue;
            }

            Line++;
            ParseLine(line, nowMs, into);
        }
    }

    /// <summary>A line was longer than the limit and passed over.</summary>
    public void RefuseLong(PayloadReadings into)
    {
        Line++;
        Refuse(into, RefusalReason.TooLarge, $"expected at most {lineBytesMax} bytes");
    }

    private void ParseLine(ReadOnlySpan<byte> line, long nowMs, PayloadReadings into)
    {
        if (!line.IsEmpty && line[^1] == '\r')
        {
            line = line[..^1];
        }

        line = line.TrimStart((byte)' ');
        if (line.IsEmpty || line[0] == '#')
        {
            return;
        }

        var seriesEnd = EndOf(line, (byte)' ', (byte)' ');
        if (seriesEnd <= 0 || line[0] == ',')
        {
            Refuse(into, RefusalReason.Syntax, "expected a measurement");
            return;
        }

        var rest = line[seriesEnd..].TrimStart((byte)' ');
        if (rest.IsEmpty)
        {
            Refuse(into, RefusalReason.NoField, "expected at least one field after the measurement and tags");
            return;
        }

        var first = into.Count;
        var series = into.Keep(line[..seriesEnd]);
        if (!TryFields(ref rest, series, into) || !TryTime(rest, nowMs, into, out var observedAtMs))
        {
            into.CutTo(first);
            return;
        }

        var items = into.Items[first..];
        foreach (ref var item in items)
        {
            item.ObservedAtMs = observedAtMs;
        }

        if (items.Length > 1)
        {
            JoinPlace(items, first, into);
        }
    }

    private bool TryFields(ref ReadOnlySpan<byte> rest, Slice series, PayloadReadings into)
    {
        while (true)
        {
            var keyEnd = EndOf(rest, (byte)'=', (byte)' ');
            if (keyEnd <= 0 || keyEnd == rest.Length || rest[keyEnd] != '=')
            {
                return Refuse(into, RefusalReason.NoField, $"expected a field as key=value, got {ReadingValues.Show(rest)}");
            }

            var key = rest[..keyEnd];
            rest = rest[(keyEnd + 1)..];
            if (!ReadingValues.IsChannel(key))
            {
                return Refuse(into, RefusalReason.Name,
                    $"expected a field name of 1-64 letters, digits, _ . : - starting with a letter or digit, got {ReadingValues.Show(key)}");
            }

            var value = new ParsedReading { TwinForm = TwinForm.Series, Twin = series, Record = Line };
            if (!(rest is [(byte)'"', ..] ? TryText(ref rest, ref value, key, into) : TryScalar(ref rest, ref value, key, into)))
            {
                return false;
            }

            value.Channel = into.Keep(key);
            into.Add() = value;
            if (rest.IsEmpty || rest[0] != ',')
            {
                return rest.IsEmpty || rest[0] == ' '
                    || Refuse(into, RefusalReason.Syntax, $"expected a comma or space after the field {ReadingValues.Show(key)}");
            }

            rest = rest[1..];
        }
    }

    private bool TryScalar(ref ReadOnlySpan<byte> rest, ref ParsedReading value, ReadOnlySpan<byte> key, PayloadReadings into)
    {
        var end = rest.IndexOfAny((byte)',', (byte)' ');
        var text = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        if (text.IsEmpty)
        {
            return Refuse(into, RefusalReason.Value, $"the field {ReadingValues.Show(key)} has no value");
        }

        switch (text[^1])
        {
            case >= (byte)'0' and <= (byte)'9' or (byte)'.':
                return TryNumber(text, ref value, key, into);
            case (byte)'i' when Utf8Parser.TryParse(text[..^1], out long whole, out var consumed) && consumed == text.Length - 1:
                value.Kind = ValueKind.Number;
                value.Bits = ReadingValues.Bits(whole);
                return true;
            case (byte)'u' when Utf8Parser.TryParse(text[..^1], out ulong whole, out var consumed) && consumed == text.Length - 1:
                value.Kind = ValueKind.Number;
                value.Bits = ReadingValues.Bits(whole);
                return true;
        }

        if (text.SequenceEqual("t"u8) || text.SequenceEqual("T"u8) || text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8)
            || text.SequenceEqual("TRUE"u8))
        {
            value.Kind = ValueKind.Boolean;
            value.Bits = 1;
            return true;
        }

        if (text.SequenceEqual("f"u8) || text.SequenceEqual("F"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8)
            || text.SequenceEqual("FALSE"u8))
        {
            value.Kind = ValueKind.Boolean;
            return true;
        }

        return NumberText.IsNotFinite(text)
            ? Refuse(into, RefusalReason.Range, $"the field {ReadingValues.Show(key)} must be a finite number, got {ReadingValues.Show(text)}")
            : Refuse(into, RefusalReason.Syntax,
                $"the field {ReadingValues.Show(key)} must be a number, integer (i, u), boolean or quoted text, got {ReadingValues.Show(text)}");
    }

    private bool TryNumber(ReadOnlySpan<byte> text, ref ParsedReading value, ReadOnlySpan<byte> key, PayloadReadings into)
    {
        if (!NumberText.TryParse(text, out var number))
        {
            return Refuse(into, RefusalReason.Syntax, $"the field {ReadingValues.Show(key)} must be a number, got {ReadingValues.Show(text)}");
        }

        if (!double.IsFinite(number))
        {
            return Refuse(into, RefusalReason.Range, $"the field {ReadingValues.Show(key)} is out of the range of numbers: {ReadingValues.Show(text)}");
        }

        value.Kind = ValueKind.Number;
        value.Bits = ReadingValues.Bits(number);
        return true;
    }

    private bool TryText(ref ReadOnlySpan<byte> rest, ref ParsedReading value, ReadOnlySpan<byte> key, PayloadReadings into)
    {
        var end = 1;
        var escaped = false;
        for (; end < rest.Length && rest[end] != '"'; end++)
        {
            if (rest[end] == '\\' && end + 1 < rest.Length && rest[end + 1] is (byte)'"' or (byte)'\\')
            {
                escaped = true;
                end++;
            }
        }

        if (end >= rest.Length)
        {
            return Refuse(into, RefusalReason.Syntax, $"the text of the field {ReadingValues.Show(key)} has no closing quote on its line");
        }

        value.Text = escaped ? Unescape(rest[1..end], into) : into.Keep(rest[1..end]);
        value.Kind = ReadingValues.KindOfText(into.Bytes(value.Text));
        rest = rest[(end + 1)..];
        return value.Kind != ValueKind.None
            || Refuse(into, RefusalReason.TooLarge,
                $"the field {ReadingValues.Show(key)} must be at most {ReadingValues.TextBytesMax} bytes of UTF-8, got {value.Text.Length}");
    }

    private static Slice Unescape(ReadOnlySpan<byte> text, PayloadReadings into)
    {
        var room = into.Reserve(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is (byte)'"' or (byte)'\\')
            {
                i++;
            }

            room[length++] = text[i];
        }

        return into.Commit(length);
    }

    private bool TryTime(ReadOnlySpan<byte> rest, long nowMs, PayloadReadings into, out long observedAtMs)
    {
        observedAtMs = nowMs;
        rest = rest.Trim((byte)' ');
        if (rest.IsEmpty)
        {
            return true;
        }

        if (!Utf8Parser.TryParse(rest, out long timestamp, out var consumed) || consumed != rest.Length)
        {
            return Refuse(into, RefusalReason.Time, $"{TimestampForm}; got {ReadingValues.Show(rest)}");
        }

        return precision.TryToMs(timestamp, out observedAtMs)
            || Refuse(into, RefusalReason.Range,
                $"expected a time from 1970 to 9998, got {ReadingValues.Show(rest)} {precision} since 1970");
    }

    private static void JoinPlace(Span<ParsedReading> items, int first, PayloadReadings into)
    {
        int longitude = -1, latitude = -1;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Channel.Length == 3 && items[i].Kind == ValueKind.Number)
            {
                var name = into.Bytes(items[i].Channel);
                longitude = name.SequenceEqual("lon"u8) ? i : longitude;
                latitude = name.SequenceEqual("lat"u8) ? i : latitude;
            }
        }

        if (longitude < 0 || latitude < 0 || !ReadingValues.TryPosition(
            BitConverter.Int64BitsToDouble(items[longitude].Bits), BitConverter.Int64BitsToDouble(items[latitude].Bits), out var bits))
        {
            return;
        }

        var (kept, gone) = (Math.Min(longitude, latitude), Math.Max(longitude, latitude));
        items[kept].Kind = ValueKind.Position;
        items[kept].Bits = bits;
        items[(gone + 1)..].CopyTo(items[gone..]);
        into.CutTo(first + items.Length - 1);
        var channel = into.Keep("location"u8);
        into.Items[first + kept].Channel = channel;
    }

    /// <summary>Where an unescaped <paramref name="stop"/> or <paramref name="other"/> stands; the length when there is none.</summary>
    private static int EndOf(ReadOnlySpan<byte> text, byte stop, byte other)
    {
        var from = 0;
        while (true)
        {
            var at = text[from..].IndexOfAny(stop, other, (byte)'\\');
            if (at < 0)
            {
                return text.Length;
            }

            from += at;
            if (text[from] != '\\')
            {
                return from;
            }

            from = Math.Min(from + 2, text.Length);
        }
    }

    private bool Refuse(PayloadReadings into, string reason, string sentence)
    {
        into.Refuse(reason, Line, $"Line {Line}: {sentence}.");
        return false;
    }
}
