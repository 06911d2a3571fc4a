using System.Text.Json;

namespace CityActors.Silo.Ingress.Payloads.Json;

/// <summary>Strings and errors of JSON payloads.</summary>
internal static class JsonText
{
    /// <summary>Keeps the string the reader stands on, unescaped.</summary>
    public static Slice Keep(ref Utf8JsonReader reader, PayloadReadings into)
    {
        if (!reader.ValueIsEscaped)
        {
            return into.Keep(reader.ValueSpan);
        }

        var room = into.Reserve(reader.ValueSpan.Length);
        return into.Commit(reader.CopyString(room));
    }

    /// <summary>What broken JSON is refused with.</summary>
    public static PayloadRefusal Refusal(Exception syntax, long offset, int record)
    {
        var at = syntax is JsonException { BytePositionInLine: { } column, LineNumber: { } line }
            ? $"line {line + 1}, byte {column}"
            : $"byte {offset}";
        return new PayloadRefusal(RefusalReason.Syntax, $"Expected JSON; at {at} it is broken.", record);
    }
}
