using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using CityActors.Definitions;

namespace CityActors.Domain.Derivations;

/// <summary>
/// Reads the fields of a definition's JSON and gathers what is wrong with them, each problem with the path of its field. A field that is
/// not asked for is a problem too: a word that is misspelt must not be passed over.
/// </summary>
internal sealed class DefinitionFields(JsonElement json, string path, List<DefinitionProblem> problems)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>What is wrong so far.</summary>
    public List<DefinitionProblem> Problems => problems;

    /// <summary>Path of a field.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Tells a problem of a field.</summary>
    public void Tell(string name, string expected, string found) =>
        problems.Add(new DefinitionProblem(PathOf(name), 0, 0, expected, found));

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A text.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="most">Longest text.</param>
    /// <param name="required">Whether it must be there.</param>
    public string? Text(string name, int most, bool required = false)
    {
        if (Find(name) is not { } value)
        {
            return Missing<string>(name, "a text", required);
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= most)
        {
            return text;
        }

        Tell(name, $"a text of 1-{most} characters", Shown(value));
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? Word(string name, IReadOnlyList<string> words, bool required = false)
    {
        var text = Text(name, 64, required);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Tell(name, string.Join(" | ", words), $"'{text}'");
        return null;
    }

    /// <summary>A number within bounds.</summary>
    public double? Number(string name, double least, double most, bool required = false)
    {
        if (Find(name) is not { } value)
        {
            return required ? MissingValue<double>(name, "a number") : null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Tell(name, FormattableString.Invariant($"a number from {least} to {most}"), Shown(value));
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Tell(name, "true or false", Shown(value));
        return otherwise;
    }

    /// <summary>A duration as ISO 8601 writes it, without years and months, in milliseconds.</summary>
    public long? Duration(string name, long leastMs, long mostMs, bool required = false)
    {
        var text = Text(name, 32, required);
        if (text is null)
        {
            return null;
        }

        try
        {
            var ms = XmlConvert.ToTimeSpan(text).TotalMilliseconds;
            var isPlain = text.IndexOf('Y') < 0 && text.Split('T')[0].IndexOf('M') < 0;
            if (isPlain && ms >= leastMs && ms <= mostMs && ms == Math.Floor(ms))
            {
                return (long)ms;
            }
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
        }

        Tell(
            name,
            $"a duration from {XmlConvert.ToString(TimeSpan.FromMilliseconds(leastMs))} to "
            + $"{XmlConvert.ToString(TimeSpan.FromMilliseconds(mostMs))} as PT5M or P1D",
            $"'{text}'");
        return null;
    }

    /// <summary>A moment as ISO 8601 writes it with its offset; a date alone is midnight at +07:00. Unix milliseconds.</summary>
    public long? Moment(string name)
    {
        var text = Text(name, 40);
        if (text is null)
        {
            return null;
        }

        var whole = text.Length == 10 ? text + "T00:00:00+07:00" : text;
        var hasOffset = whole.EndsWith('Z') || whole.LastIndexOfAny(['+', '-']) > 10;
        if (hasOffset && DateTimeOffset.TryParse(
            whole, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var moment))
        {
            return moment.ToUnixTimeMilliseconds();
        }

        Tell(name, "a moment as 2020-03-20T00:00:00+07:00 or a date", $"'{text}'");
        return null;
    }

    /// <summary>An object; null when it is not there.</summary>
    public DefinitionFields? Object(string name, bool required = false)
    {
        if (Find(name) is not { } value)
        {
            return Missing<DefinitionFields>(name, "an object", required);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new DefinitionFields(value, PathOf(name), problems);
        }

        Tell(name, "an object", Shown(value));
        return null;
    }

    /// <summary>The objects of a list.</summary>
    public ImmutableArray<DefinitionFields> Objects(string name, int most)
    {
        var objects = ImmutableArray.CreateBuilder<DefinitionFields>();
        foreach (var (item, place) in List(name, most))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                objects.Add(new DefinitionFields(item, PathOf(place), problems));
            }
            else
            {
                Tell(place, "an object", Shown(item));
            }
        }

        return objects.ToImmutable();
    }

    /// <summary>The texts of a list.</summary>
    public ImmutableArray<string> Texts(string name, int most, int longest)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (item, place) in List(name, most))
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text && text.Length <= longest)
            {
                texts.Add(text);
            }
            else
            {
                Tell(place, $"a text of 1-{longest} characters", Shown(item));
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>The whole numbers of a list.</summary>
    public ImmutableArray<int> Numbers(string name, int most, int largest)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var (item, place) in List(name, most))
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= 0 && number <= largest)
            {
                numbers.Add(number);
            }
            else
            {
                Tell(place, $"a whole number from 0 to {largest}", Shown(item));
            }
        }

        return numbers.ToImmutable();
    }

    /// <summary>Tells fields that nobody asked for.</summary>
    public void End()
    {
        foreach (var field in json.EnumerateObject())
        {
            if (!asked.Contains(field.Name))
            {
                Tell(field.Name, "one of " + string.Join(", ", asked.Order(StringComparer.Ordinal)), "a field that is not known");
            }
        }
    }

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length > 60 ? text[..60] + "…" : text;
    }

    private JsonElement? Find(string name)
    {
        asked.Add(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private IEnumerable<(JsonElement Item, string Place)> List(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most)
        {
            return value.EnumerateArray().Select((item, number) => (item, $"{name}[{number}]")).ToList();
        }

        Tell(name, $"a list of at most {most}", Shown(value));
        return [];
    }

    private T? Missing<T>(string name, string expected, bool required)
        where T : class
    {
        if (required)
        {
            Tell(name, expected, "nothing");
        }

        return null;
    }

    private T? MissingValue<T>(string name, string expected)
        where T : struct
    {
        Tell(name, expected, "nothing");
        return null;
    }
}
