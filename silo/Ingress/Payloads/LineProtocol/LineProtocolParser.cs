using System.Buffers.Text;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads.LineProtocol;

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
                return Refuse(
                    into, RefusalReason.Name, $"expected a field name of {ReadingValues.ChannelRule}, got {ReadingValues.Show(key)}");
            }

            var value = new ParsedReading { TwinForm = TwinForm.Series, Twin = series, Record = Line };
            if (FieldValue.TryRead(ref rest, ref value, into, out var problem) is { } reason)
            {
                return Refuse(into, reason, $"the field {ReadingValues.Show(key)} {problem}");
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
