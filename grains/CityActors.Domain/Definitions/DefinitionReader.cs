using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Definitions;

namespace CityActors.Domain.Definitions;

/// <summary>
/// Reads an object of a definition strictly, field by field, and gathers everything that is wrong, so that an author learns of all of
/// it at once. What is wrong reads as missing. Fields that nobody asked for are refused: a misspelt one would silently say nothing.
/// </summary>
public sealed class DefinitionReader
{
    private const int DepthMax = 16;
    private const int ProblemsMax = 50;

    private readonly JsonElement element;
    private readonly string path;
    private readonly List<DefinitionProblem> problems;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<DefinitionReader> parts = [];

    private DefinitionReader(JsonElement element, string path, List<DefinitionProblem> problems) =>
        (this.element, this.path, this.problems) = (element, path, problems);

    /// <summary>Whether nothing wrong has been found so far.</summary>
    public bool IsGood => problems.Count == 0;

    /// <summary>Reads a definition.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="read">Reads its fields; what it gives is only taken when nothing was wrong.</param>
    /// <exception cref="DefinitionException">Says everything that is wrong.</exception>
    public static T Read<T>(string json, Func<DefinitionReader, T> read)
    {
        using var document = Parse(json);
        var reader = new DefinitionReader(document.RootElement, "", []);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new DefinitionException([new DefinitionProblem("", 1, 1, "an object", Word(document.RootElement))]);
        }

        var result = read(reader);
        reader.RefuseUnknown();
        return reader.IsGood ? result : throw new DefinitionException([.. reader.problems.Take(ProblemsMax)]);
    }

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) => TryField(name, out _);

    /// <summary>A text; null when it is not there.</summary>
    public string? Text(string name, int lengthMax, bool isRequired = false)
    {
        var expected = $"a text of 1-{lengthMax} characters";
        return Field(name, JsonValueKind.String, isRequired, expected) is not { } field ? null
            : field.GetString() is { Length: > 0 } text && text.Length <= lengthMax && !text.All(char.IsWhiteSpace) ? text
            : Wrong<string>(name, expected, field);
    }

    /// <summary>One of some words; null when it is not there.</summary>
    public string? Word(string name, bool isRequired, params ReadOnlySpan<string> words)
    {
        var expected = $"one of {string.Join(", ", words!)}";
        return Field(name, JsonValueKind.String, isRequired, expected) is not { } field ? null
            : words.Contains(field.GetString()!) ? field.GetString()
            : Wrong<string>(name, expected, field);
    }

    /// <summary>A text for people: <c>{ "vi": …, "en": … }</c>, Vietnamese always; null when it is not there.</summary>
    public LocalText? Texts(string name, int lengthMax, bool isRequired = false)
    {
        if (Object(name, isRequired) is not { } texts)
        {
            return null;
        }

        var (vi, en) = (texts.Text("vi", lengthMax, isRequired: true), texts.Text("en", lengthMax));
        return vi is null ? null : new LocalText(vi, en);
    }

    /// <summary>Yes or no.</summary>
    public bool Truth(string name, bool otherwise)
    {
        if (!TryField(name, out var field))
        {
            return otherwise;
        }

        return field.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? field.ValueKind == JsonValueKind.True
            : Wrong<bool?>(name, "true or false", field) ?? otherwise;
    }

    /// <summary>A number in a range; null when it is not there.</summary>
    public double? Number(string name, double least, double most, bool isRequired = false)
    {
        var expected = FormattableString.Invariant($"a number from {least} to {most}");
        return Field(name, JsonValueKind.Number, isRequired, expected) is not { } field ? null
            : field.TryGetDouble(out var number) && number >= least && number <= most ? number
            : Wrong<double?>(name, expected, field);
    }

    /// <summary>A whole number in a range; null when it is not there.</summary>
    public int? Integer(string name, int least, int most, bool isRequired = false)
    {
        var expected = FormattableString.Invariant($"a whole number from {least} to {most}");
        return Field(name, JsonValueKind.Number, isRequired, expected) is not { } field ? null
            : field.TryGetInt32(out var number) && number >= least && number <= most ? number
            : Wrong<int?>(name, expected, field);
    }

    /// <summary>A duration of at most a given one; null when it is not there.</summary>
    public TimeSpan? Duration(string name, TimeSpan most, bool isRequired = false)
    {
        var expected = $"a duration of days, hours, minutes and seconds like PT5M or P1D, at most {most:c}";
        return Field(name, JsonValueKind.String, isRequired, expected) is not { } field ? null
            : DefinitionText.TryDuration(field.GetString()!, out var duration) && duration <= most ? duration
            : Wrong<TimeSpan?>(name, expected, field);
    }

    /// <summary>A moment in Unix milliseconds; null when it is not there.</summary>
    public long? Moment(string name)
    {
        const string Expected = "a date like 2020-03-20, or a time with Z or an offset like 2020-03-20T00:00:00+07:00";
        return Field(name, JsonValueKind.String, false, Expected) is not { } field ? null
            : DefinitionText.TryMoment(field.GetString()!, out var ms) ? ms
            : Wrong<long?>(name, Expected, field);
    }

    /// <summary>An object inside; null when it is not there.</summary>
    public DefinitionReader? Object(string name, bool isRequired = false) =>
        Field(name, JsonValueKind.Object, isRequired, "an object") is { } field ? Part(field, At(name)) : null;

    /// <summary>Objects of a list; empty when it is not there.</summary>
    public ImmutableArray<DefinitionReader> Objects(string name, int most, bool isRequired = false) =>
        List(name, JsonValueKind.Object, most, isRequired, "objects", static item => true, (item, at) => Part(item, at));

    /// <summary>Texts of a list; empty when it is not there.</summary>
    public ImmutableArray<string> TextList(string name, int most, int lengthMax, bool isRequired = false) =>
        List(
            name, JsonValueKind.String, most, isRequired, $"texts of 1-{lengthMax} characters",
            item => item.GetString()!.Length > 0 && item.GetString()!.Length <= lengthMax, static (item, _) => item.GetString()!);

    /// <summary>Numbers of a list, NaN where it says null; empty when it is not there.</summary>
    public ImmutableArray<double> Numbers(string name, int most, bool isRequired = false)
    {
        const string Expected = "numbers or null";
        if (Field(name, JsonValueKind.Array, isRequired, $"a list of {Expected}") is not { } field)
        {
            return [];
        }

        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var item in field.EnumerateArray().Take(most))
        {
            var isNumber = item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var number) && double.IsFinite(number);
            if (!isNumber && item.ValueKind != JsonValueKind.Null)
            {
                Refuse($"{name}[{numbers.Count}]", Expected, Word(item));
            }

            numbers.Add(isNumber ? item.GetDouble() : double.NaN);
        }

        Bound(name, field, most, Expected);
        return numbers.ToImmutable();
    }

    /// <summary>Says that something is wrong.</summary>
    /// <param name="name">Field; empty: this object as a whole.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What came.</param>
    /// <param name="line">Line in the text of the field, from 1; 0: all of it.</param>
    /// <param name="column">Column in that line.</param>
    public void Refuse(string name, string expected, string found, int line = 0, int column = 0) =>
        problems.Add(new DefinitionProblem(At(name), line, column, expected, found));

    private static JsonDocument Parse(string json)
    {
        if (json.Length > DefinitionShelf.JsonBytesMax)
        {
            throw new DefinitionException(
                [new DefinitionProblem("", 0, 0, $"at most {DefinitionShelf.JsonBytesMax} characters", $"{json.Length}")]);
        }

        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
        }
        catch (JsonException broken)
        {
            var reason = broken.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new DefinitionException(
                [new DefinitionProblem("", (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1, "JSON", reason)]);
        }
    }

    private static string Word(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.String => DefinitionText.Quote(element.GetString()),
        _ => DefinitionText.Quote(element.GetRawText()),
    };

    private bool TryField(string name, out JsonElement field)
    {
        asked.Add(name);
        return element.TryGetProperty(name, out field) && field.ValueKind != JsonValueKind.Null;
    }

    private JsonElement? Field(string name, JsonValueKind kind, bool isRequired, string expected)
    {
        if (TryField(name, out var field))
        {
            return field.ValueKind == kind ? field : Wrong<JsonElement?>(name, expected, field);
        }

        if (isRequired)
        {
            Refuse(name, expected, "nothing");
        }

        return null;
    }

    private ImmutableArray<T> List<T>(
        string name, JsonValueKind kind, int most, bool isRequired, string expected, Predicate<JsonElement> isRight,
        Func<JsonElement, string, T> read)
    {
        if (Field(name, JsonValueKind.Array, isRequired, $"a list of {expected}") is not { } field)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>();
        var index = 0;
        foreach (var item in field.EnumerateArray().Take(most))
        {
            if (item.ValueKind == kind && isRight(item))
            {
                items.Add(read(item, At($"{name}[{index}]")));
            }
            else
            {
                Refuse($"{name}[{index}]", expected, Word(item));
            }

            index++;
        }

        Bound(name, field, most, expected);
        return items.ToImmutable();
    }

    private void Bound(string name, JsonElement list, int most, string expected)
    {
        if (list.GetArrayLength() > most)
        {
            Refuse(name, $"at most {most} {expected}", $"{list.GetArrayLength()}");
        }
    }

    private DefinitionReader Part(JsonElement part, string at)
    {
        var reader = new DefinitionReader(part, at, problems);
        parts.Add(reader);
        return reader;
    }

    private void RefuseUnknown()
    {
        foreach (var field in element.EnumerateObject())
        {
            if (!asked.Contains(field.Name))
            {
                Refuse("", $"the fields {string.Join(", ", asked)}", DefinitionText.Quote(field.Name));
            }
        }

        parts.ForEach(static part => part.RefuseUnknown());
    }

    private string At(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";

    private T? Wrong<T>(string name, string expected, JsonElement found)
    {
        Refuse(name, expected, Word(found));
        return default;
    }
}
