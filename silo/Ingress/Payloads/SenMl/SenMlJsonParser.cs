using System.Text.Json;
using CityActors.Silo.Ingress.Payloads.Json;

namespace CityActors.Silo.Ingress.Payloads.SenMl;

/// <summary>Reads SenML JSON (RFC 8428, section 5): an array of records.</summary>
internal static class SenMlJsonParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>
    /// Reads a pack. A pack that is refused as a whole leaves nothing in <paramref name="into"/>; else bad records are refused in
    /// there.
    /// </summary>
    /// <returns>Null when the pack could be read.</returns>
    public static PayloadRefusal? Parse(ReadOnlySpan<byte> payload, long nowMs, PayloadReadings into)
    {
        var count = into.Count;
        var refusals = into.Refused.Length;
        var refusal = Read(payload, nowMs, into);
        if (refusal is not null)
        {
            into.CutTo(count);
            into.CutRefusalsTo(refusals);
        }

        return refusal;
    }

    private static PayloadRefusal? Read(ReadOnlySpan<byte> payload, long nowMs, PayloadReadings into)
    {
        var reader = new Utf8JsonReader(payload, Options);
        var pack = new SenMlPack(into, nowMs);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                return new PayloadRefusal(RefusalReason.Syntax, $"Expected an array of SenML records, got {reader.TokenType}.", 0);
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return new PayloadRefusal(
                        RefusalReason.Syntax, $"Expected a record at byte {reader.TokenStartIndex}, got {reader.TokenType}.",
                        pack.Record + 1);
                }

                ReadRecord(ref reader, ref pack, into);
                if (pack.Refusal is not null)
                {
                    return pack.Refusal;
                }
            }

            reader.Read();
            return null;
        }
        catch (Exception syntax) when (syntax is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair, written as an escape.
            return JsonText.Refusal(syntax, reader.TokenStartIndex, pack.Record);
        }
    }

    private static void ReadRecord(ref Utf8JsonReader reader, ref SenMlPack pack, PayloadReadings into)
    {
        pack.Begin();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.ValueIsEscaped ? into.Bytes(JsonText.Keep(ref reader, into)) : reader.ValueSpan;
            var label = SenMlLabels.Of(field);
            if (label == SenMlLabel.Other)
            {
                pack.Unknown(field);
            }

            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    NumberText.TryParse(reader.ValueSpan, out var number);
                    pack.Number(label, number);
                    break;
                case JsonTokenType.String:
                    pack.Text(label, label == SenMlLabel.Other ? default : JsonText.Keep(ref reader, into));
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    pack.Boolean(label, reader.TokenType == JsonTokenType.True);
                    break;
                default:
                    pack.Misfit(label, $"{reader.TokenType}");
                    reader.Skip();
                    break;
            }
        }

        pack.End();
    }
}
