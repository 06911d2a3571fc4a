using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Twins;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>
/// Reads an NGSI-LD entity (normalized or concise) into a definition of a twin. A Property with a unit declares a channel of that unit
/// too, so that the readings of a device that comes later are of it.
/// </summary>
internal sealed class EntityReader
{
    private const int AttributesMax = 1_000;
    private const int NameLengthMax = 120;

    // A twin that is silent for longer is gone from map and lists: vehicles.
    private const string ExpiresAfter = "expiresAfter";
    private static readonly string[] Untold = ["id", "type", "@context", "createdAt", "modifiedAt", "deletedAt"];

    private readonly string id;
    private readonly ImmutableSortedDictionary<string, string>.Builder attributes =
        ImmutableSortedDictionary.CreateBuilder<string, string>();
    private readonly List<TwinRelation> relations = [];
    private readonly List<ChannelDefinition> channels = [];

    private EntityReader(string id) => this.id = id;

    /// <summary>Reads one.</summary>
    /// <exception cref="RefusedException">It is no entity; names the member.</exception>
    public static TwinDefinition Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"an entity, got {Kind(root)}", "$");
        }

        var reader = new EntityReader(IdOf(root));
        var count = 0;
        foreach (var member in root.EnumerateObject())
        {
            if (Untold.Contains(member.Name))
            {
                continue;
            }

            if (++count > AttributesMax)
            {
                throw Refuse($"at most {AttributesMax} attributes", "$");
            }

            var name = EntityNames.Compact(member.Name);
            if (name.Length is 0 or > NameLengthMax || name.Any(char.IsControl) || AttributeNotes.IsNotes(name) || name[0] == '@'
                || name == "scope")
            {
                throw Refuse($"a name of 1-{NameLengthMax} printable characters that is no word of JSON-LD, got {Short.Quote(name)}", "$");
            }

            reader.Take(name, member.Value, $"$.{name}");
        }

        return new TwinDefinition(
            reader.id, [.. reader.channels], reader.attributes.ToImmutable(), [.. reader.relations], reader.Silence());
    }

    private TimeSpan? Silence()
    {
        if (!attributes.TryGetValue(ExpiresAfter, out var json))
        {
            return null;
        }

        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind == JsonValueKind.String
            && TimeText.TryDuration(value.RootElement.GetString()!, out var silence) && silence >= TimeSpan.FromSeconds(1)
            ? silence
            : throw Refuse($"a duration of at least PT1S, got {Short.Quote(json)}", $"$.{ExpiresAfter}.value");
    }

    private static string IdOf(JsonElement root)
    {
        if (!root.TryGetProperty("id"u8, out var id) || id.ValueKind != JsonValueKind.String)
        {
            throw Refuse($"an id urn:ngsi-ld:Type:local, got {Kind(id)}", "$.id");
        }

        if (!root.TryGetProperty("type"u8, out var type) || type.ValueKind is not JsonValueKind.String)
        {
            throw Refuse($"one type, got {Kind(type)}", "$.type");
        }

        var urn = TwinPath.Read(id.GetString(), "body $.id");
        var expected = TwinId.TypeOf(urn);
        var given = EntityNames.Compact(type.GetString()!);
        return given == expected ? urn : throw Refuse($"the type '{expected}' that the id has, got {Short.Quote(given)}", "$.type");
    }

    private void Take(string name, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw Refuse("a value, got null", path);
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(static item => TypeOf(item) is not null))
        {
            TakeMany(name, value, path);
            return;
        }

        switch (TypeOf(value))
        {
            case "Property" or "GeoProperty":
                TakeProperty(name, value, Member(value, "value", path), path);
                break;
            case "LanguageProperty":
                TakeLanguages(name, value, Member(value, "languageMap", path), path);
                break;
            case "Relationship":
                TakeRelation(name, Member(value, "object", path), $"{path}.object");
                Keep(name, value, "object");
                break;
            case { } unknown:
                throw new RefusedException(
                    ProblemKind.OperationNotSupported,
                    $"Expected a Property, GeoProperty, LanguageProperty or Relationship, got {Short.Quote(unknown)}.",
                        $"body {path}.type");
            default:
                TakeConcise(name, value, path);
                break;
        }
    }

    private void TakeConcise(string name, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object || GeoJsonType.Is(value))
        {
            attributes[name] = value.GetRawText();
        }
        else if (value.TryGetProperty("value"u8, out var inner))
        {
            TakeProperty(name, value, inner, path);
        }
        else if (value.TryGetProperty("languageMap"u8, out var languages))
        {
            TakeLanguages(name, value, languages, path);
        }
        else if (value.TryGetProperty("object"u8, out var target))
        {
            TakeRelation(name, target, $"{path}.object");
            Keep(name, value, "object");
        }
        else
        {
            throw Refuse("an attribute with a type, or with value, object or languageMap", path);
        }
    }

    private void TakeProperty(string name, JsonElement attribute, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw Refuse("a value, got null", $"{path}.value");
        }

        if (TypeOf(attribute) == "GeoProperty" && !GeoJsonType.Is(value))
        {
            throw Refuse("a GeoJSON geometry with type and coordinates", $"{path}.value");
        }

        if (attribute.TryGetProperty("observedAt"u8, out var observed)
            && (observed.ValueKind != JsonValueKind.String || !TimeText.TryMoment(observed.GetString()!, DateTimeOffset.MaxValue, out _)))
        {
            throw Refuse($"observedAt as a time with Z, got {Short.Quote(observed.GetRawText())}", $"{path}.observedAt");
        }

        attributes[name] = value.GetRawText();
        Keep(name, attribute, "value");
        if (attribute.TryGetProperty("unitCode"u8, out var unit))
        {
            var code = unit.ValueKind == JsonValueKind.String ? unit.GetString() : null;
            if (string.IsNullOrEmpty(code) || code.Length > 32 || code.Any(char.IsControl))
            {
                throw Refuse($"unitCode as 1-32 printable characters, got {Short.Quote(unit.GetRawText())}", $"{path}.unitCode");
            }

            if (value.ValueKind is JsonValueKind.Number && IsChannel(name))
            {
                channels.Add(new ChannelDefinition(name, code));
            }
        }
    }

    private void TakeLanguages(string name, JsonElement attribute, JsonElement languages, string path)
    {
        if (languages.ValueKind != JsonValueKind.Object)
        {
            throw Refuse($"an object of language and text, got {Kind(languages)}", $"{path}.languageMap");
        }

        attributes[name] = languages.GetRawText();
        Keep(name, attribute, "languageMap", isLanguage: true);
    }

    private void TakeRelation(string name, JsonElement target, string path)
    {
        if (target.ValueKind == JsonValueKind.Array)
        {
            var number = 0;
            foreach (var each in target.EnumerateArray())
            {
                TakeRelation(name, each, $"{path}[{number++}]");
            }

            return;
        }

        var urn = target.ValueKind == JsonValueKind.String ? TwinPath.Read(target.GetString(), $"body {path}")
            : throw Refuse($"an id, got {Kind(target)}", path);
        if (relations.Count >= AttributesMax)
        {
            throw Refuse($"at most {AttributesMax} relations", path);
        }

        relations.Add(new TwinRelation(id, name, urn));
    }

    // Several relations of one name are told apart by datasetId; several values of one property are not kept apart.
    private void TakeMany(string name, JsonElement values, string path)
    {
        var number = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (TypeOf(value) != "Relationship")
            {
                throw new RefusedException(
                    ProblemKind.OperationNotSupported, "A list of several values for one attribute is taken for a Relationship only.",
                        $"body {path}[{number}]");
            }

            TakeRelation(name, Member(value, "object", $"{path}[{number}]"), $"{path}[{number}].object");
            number++;
        }
    }

    private void Keep(string name, JsonElement attribute, string valueName, bool isLanguage = false)
    {
        var notes = attribute.EnumerateObject().Where(member => member.Name != "type" && member.Name != valueName).ToList();
        if (notes.Count == 0 && !isLanguage)
        {
            return;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ApiJson.Writer))
        {
            json.WriteStartObject();
            if (isLanguage)
            {
                json.WriteBoolean("languageMap"u8, true);
            }

            notes.ForEach(note => note.WriteTo(json));
            json.WriteEndObject();
        }

        attributes[AttributeNotes.NameFor(name)] = System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static bool IsChannel(string name) => name.Length <= 64 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-');

    private static string? TypeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && !GeoJsonType.Is(value)
        && value.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static JsonElement Member(JsonElement value, string name, string path) =>
        value.TryGetProperty(name, out var member) ? member : throw Refuse($"{name}, it is missing", $"{path}.{name}");

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => Short.Quote(element.GetRawText()),
    };

    private static RefusedException Refuse(string expected, string path) =>
        new(ProblemKind.BadRequestData, $"Expected {expected}.", $"body {path}");
}
