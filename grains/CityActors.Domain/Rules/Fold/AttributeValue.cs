using System.Buffers.Text;
using System.Text.Json;
using CityActors.Domain.Definitions;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Log;

namespace CityActors.Domain.Rules.Fold;

/// <summary>Values of attributes out of a twin's description, without making strings of them.</summary>
internal static class AttributeValue
{
    /// <summary>A number, truth or text; none of what is missing or is none of them.</summary>
    /// <param name="description">The twin's description; null when it has none.</param>
    /// <param name="name">Name of the attribute, UTF-8.</param>
    public static ExpressionValue Of(byte[]? description, ReadOnlySpan<byte> name)
    {
        if (description is null || !TryFind(description, name, out var start, out var length))
        {
            return ExpressionValue.None;
        }

        var json = description.AsSpan(start, length);
        if (length >= 2 && json[0] == '"')
        {
            return json.Contains((byte)'\\')
                ? ExpressionValue.Of(Unescape(json))
                : ExpressionValue.Of(description, start + 1, length - 2);
        }

        return json.SequenceEqual("true"u8) ? ExpressionValue.Of(true)
            : json.SequenceEqual("false"u8) ? ExpressionValue.Of(false)
            : Utf8Parser.TryParse(json, out double number, out var read) && read == length ? ExpressionValue.Of(number)
            : ExpressionValue.None;
    }

    /// <summary>Number of the key that an attribute's value is in a table.</summary>
    public static int FindKey(ReferenceTable table, byte[]? description, ReadOnlySpan<byte> name)
    {
        if (description is null || !TryFind(description, name, out var start, out var length))
        {
            return table.FindKey(ReadOnlySpan<byte>.Empty);
        }

        var json = description.AsSpan(start, length);
        return length < 2 || json[0] != '"' ? table.FindKey(json)
            : json.Contains((byte)'\\') ? table.FindKey(Unescape(json))
            : table.FindKey(json[1..^1]);
    }

    /// <summary>Finds the JSON of an attribute.</summary>
    private static bool TryFind(byte[] description, ReadOnlySpan<byte> name, out int start, out int length)
    {
        var fields = RecordReader.OverFields(description);
        fields.SkipText();
        fields.SkipText();
        for (var count = fields.Number(); count > 0; count--)
        {
            var isIt = fields.Utf8Text().SequenceEqual(name);
            length = fields.Utf8Text().Length;
            if (isIt)
            {
                start = description.Length - fields.Payload.Length - length;
                return true;
            }
        }

        (start, length) = (0, 0);
        return false;
    }

    private static string Unescape(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
    }
}
