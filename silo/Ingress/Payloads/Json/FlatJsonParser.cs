using System.Text.Json;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads.Json;

/// <summary>
/// Reads the flat object <c>{"observedAt": "2026-11-23T07:00:00Z", "sequence": 17, "pm25": 12.5, "state": "free", …}</c> of one twin.
/// observedAt is ISO 8601 with Z or an offset, or Unix milliseconds; without it the time of arrival counts. A null is a missing
/// value: no reading. A place is <c>{"lon": …, "lat": …}</c> or a GeoJSON Point.
/// </summary>
internal static class FlatJsonParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>
    /// Reads an object. One that is refused as a whole leaves nothing in <paramref name="into"/>; else bad channels are refused in
    /// there.
    /// </summary>
    /// <returns>Null when it could be read.</returns>
    public static PayloadRefusal? Parse(ReadOnlySpan<byte> payload, long nowMs, PayloadReadings into)
    {
        var count = into.Count;
        var refusals = into.Refused.Length;
        var reader = new Utf8JsonReader(payload, Options);
        var head = new Head { ObservedAtMs = nowMs };
        PayloadRefusal? refusal;
        try
        {
            refusal = Read(ref reader, ref head, into);
        }
        catch (Exception syntax) when (syntax is JsonException or InvalidOperationException)
        {
            refusal = JsonText.Refusal(syntax, reader.TokenStartIndex, 0);
        }

        if (refusal is not null)
        {
            into.CutTo(count);
            into.CutRefusalsTo(refusals);
            return refusal;
        }

        foreach (ref var item in into.Items[count..])
        {
            item.ObservedAtMs = head.ObservedAtMs;
            item.Sequence = head.Sequence;
        }

        return null;
    }

    private static PayloadRefusal? Read(ref Utf8JsonReader reader, ref Head head, PayloadReadings into)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new PayloadRefusal(RefusalReason.Syntax, $"Expected an object, got {reader.TokenType}.", 0);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            PayloadRefusal? refusal = null;
            if (reader.ValueTextEquals("observedAt"u8))
            {
                reader.Read();
                refusal = ReadTime(ref reader, ref head);
            }
            else if (reader.ValueTextEquals("sequence"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null
                    && (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt32(out head.Sequence) || head.Sequence == 0))
                {
                    refusal = new PayloadRefusal(RefusalReason.Range, "Expected sequence to be a whole number from 1 to 4294967295.", 0);
                }
            }
            else
            {
                ReadChannel(ref reader, into);
            }

            if (refusal is not null)
            {
                return refusal;
            }
        }

        reader.Read();
        return null;
    }

    private static PayloadRefusal? ReadTime(ref Utf8JsonReader reader, ref Head head)
    {
        long observedAtMs;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when !reader.ValueIsEscaped && ObservedTime.TryParseIso(reader.ValueSpan, out observedAtMs):
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out observedAtMs):
                break;
            case JsonTokenType.Number when NumberText.TryParse(reader.ValueSpan, out var number) && Math.Abs(number) < 1e15:
                observedAtMs = (long)Math.Floor(number);
                break;
            default:
                var came = reader.TokenType is JsonTokenType.String or JsonTokenType.Number
                    ? ReadingValues.Show(reader.ValueSpan)
                    : $"{reader.TokenType}";
                return new PayloadRefusal(
                    reader.TokenType == JsonTokenType.Number ? RefusalReason.Range : RefusalReason.Time,
                    $"Expected observedAt to be ISO 8601 with Z or an offset, or Unix milliseconds, got {came}.", 0);
        }

        if (!ObservedTime.IsInRange(observedAtMs))
        {
            return new PayloadRefusal(RefusalReason.Range, $"observedAt: {ObservedTime.OutOfRange(observedAtMs)}", 0);
        }

        head.ObservedAtMs = observedAtMs;
        return null;
    }

    private static void ReadChannel(ref Utf8JsonReader reader, PayloadReadings into)
    {
        var channel = JsonText.Keep(ref reader, into);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (!ReadingValues.IsChannel(into.Bytes(channel)))
        {
            into.Refuse(
                RefusalReason.Name, 0,
                $"Expected a channel name of {ReadingValues.ChannelRule}, got {ReadingValues.Show(into.Bytes(channel))}.");
            reader.Skip();
            return;
        }

        var reading = new ParsedReading { Channel = channel };
        if (TryValue(ref reader, ref reading, into))
        {
            into.Add() = reading;
        }
    }

    private static bool TryValue(ref Utf8JsonReader reader, ref ParsedReading reading, PayloadReadings into)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                reading.Kind = ValueKind.Number;
                if (NumberText.TryParse(reader.ValueSpan, out var number) && double.IsFinite(number))
                {
                    reading.Bits = ReadingValues.Bits(number);
                    return true;
                }

                return Refuse(
                    RefusalReason.Range, reading.Channel, into, $"is out of the range of numbers: {ReadingValues.Show(reader.ValueSpan)}");
            case JsonTokenType.True or JsonTokenType.False:
                reading.Kind = ValueKind.Boolean;
                reading.Bits = reader.TokenType == JsonTokenType.True ? 1 : 0;
                return true;
            case JsonTokenType.String:
                reading.Text = JsonText.Keep(ref reader, into);
                reading.Kind = ReadingValues.KindOfText(into.Bytes(reading.Text));
                return reading.Kind != ValueKind.None || Refuse(
                    RefusalReason.TooLarge, reading.Channel, into,
                    $"is a text of {reading.Text.Length} bytes, at most {ReadingValues.TextBytesMax} bytes of UTF-8 are kept");
            case JsonTokenType.StartObject:
                reading.Kind = ValueKind.Position;
                var problem = JsonPlace.Read(ref reader, out reading.Bits);
                return problem is null || Refuse(
                    problem, reading.Channel, into,
                    "is an object that is no place: expected {\"lon\": …, \"lat\": …} in degrees or a GeoJSON Point");
            default:
                reader.Skip();
                return Refuse(RefusalReason.Type, reading.Channel, into, "is an array; expected a number, boolean, text or place");
        }
    }

    private static bool Refuse(string reason, Slice channel, PayloadReadings into, string sentence)
    {
        into.Refuse(reason, 0, $"Channel {ReadingValues.Show(into.Bytes(channel))} {sentence}.");
        return false;
    }

    private struct Head
    {
        public long ObservedAtMs;
        public uint Sequence;
    }
}
