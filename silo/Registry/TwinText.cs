using System.Text;
using System.Text.Json;
using CityActors.Domain.Registry;
using CityActors.Grains.Registry;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Registry;

/// <summary>A twin's description as it stands in the columns of the registry.</summary>
internal static class TwinText
{
    // Names and URNs hold no control characters, so these two cannot be part of them.
    private const char EndOfField = '\u001f';
    private const char EndOfRelation = '\u001e';

    private const char TypeMark = '§';
    private const char CapitalMark = '¤';

    /// <summary>Attributes as one JSON object.</summary>
    public static string Attributes(RegistryEntry entry)
    {
        if (entry.Attributes.IsEmpty)
        {
            return "{}";
        }

        var json = new StringBuilder("{");
        foreach (var (name, value) in entry.Attributes)
        {
            json.Append(json.Length > 1 ? ",\"" : "\"").Append(JsonEncodedText.Encode(name).Value).Append("\":").Append(value);
        }

        return json.Append('}').ToString();
    }

    /// <summary>Outgoing relations as one text, in a fixed order.</summary>
    public static string Relations(RegistryEntry entry) => entry.Relations.IsDefaultOrEmpty
        ? ""
        : string.Concat(entry.Relations
            .Select(static relation => $"{relation.Name}{EndOfField}{relation.Object}{EndOfRelation}")
            .Order(StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal));

    /// <summary>Reads what <see cref="Relations"/> wrote.</summary>
    public static IEnumerable<(string Name, string Object)> ReadRelations(string relations) =>
        relations.Split(EndOfRelation, StringSplitOptions.RemoveEmptyEntries).Select(static relation =>
        {
            var end = relation.IndexOf(EndOfField);
            return (relation[..end], relation[(end + 1)..]);
        });

    /// <summary>Words it is found by.</summary>
    public static string Words(RegistryEntry entry) => TwinWords.Of(entry.Id, Name(entry));

    /// <summary>What the word index gets: the words, and its type as one token of its own.</summary>
    public static string Indexed(string id, string words) => $"{TypeToken(TwinId.TypeOf(id))} {words}";

    /// <summary>The token of a type in the word index: no word is equal to it, and capitals count although the index folds case.</summary>
    public static string TypeToken(string type) =>
        TypeMark + string.Concat(type.Where(char.IsAsciiLetterOrDigit).Select(static c => char.IsUpper(c) ? $"{CapitalMark}{c}" : $"{c}"));

    private static string? Name(RegistryEntry entry)
    {
        if (!entry.Attributes.TryGetValue("name", out var json))
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.String ? parsed.RootElement.GetString() : json;
        }
        catch (JsonException)
        {
            return json; // not ours to judge here: it is found by its letters
        }
    }
}
