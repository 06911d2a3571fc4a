using System.Text;
using System.Text.Unicode;
using CityActors.Twins;

namespace CityActors.Silo.Ingress.Payloads.LineProtocol;

/// <summary>
/// From the measurement and tags of a line to its twin. A tag <c>twin</c> or <c>id</c> that holds a URN names it; else the type is the
/// measurement in PascalCase and the local name is the first of the naming tags that is there. Runs once a series: what it
/// answers is cached by the gateway.
/// </summary>
internal sealed class SeriesTwins(LineProtocolOptions options)
{
    private const string UrnPrefix = "urn:ngsi-ld:";

    /// <summary>Names the twin of a series.</summary>
    /// <param name="series">Measurement and tags as they stand on the line, escapes included.</param>
    /// <param name="id">URN of the twin when the answer is true.</param>
    /// <param name="problem">Sentence when the answer is false.</param>
    public bool TryName(ReadOnlySpan<byte> series, out string id, out string problem)
    {
        id = problem = "";
        if (!Utf8.IsValid(series))
        {
            problem = "measurement and tags are not UTF-8";
            return false;
        }

        var parts = Split(Encoding.UTF8.GetString(series), ',');
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var pair = Split(part, '=');
            if (pair.Count != 2 || pair[0].Length == 0 || pair[1].Length == 0)
            {
                problem = $"expected tags as key=value, got {ReadingValues.Show(Encoding.UTF8.GetBytes(part))}";
                return false;
            }

            tags[Unescape(pair[0])] = Unescape(pair[1]);
        }

        foreach (var tag in options.TwinTags)
        {
            if (tags.TryGetValue(tag, out var urn) && urn.StartsWith(UrnPrefix, StringComparison.Ordinal))
            {
                id = urn;
                problem = "expected a URN urn:ngsi-ld:Type:local in the tag " + tag;
                return TwinId.IsValid(urn);
            }
        }

        var type = PascalCase(Unescape(parts[0]));
        foreach (var tag in options.NameTags)
        {
            if (tags.TryGetValue(tag, out var name))
            {
                problem = $"cannot make a twin of the measurement and the tag {tag}";
                return TwinId.TryCreate(type, name, out id);
            }
        }

        problem = $"expected one of the tags {string.Join(", ", options.TwinTags.Concat(options.NameTags).Distinct())}";
        return false;
    }

    private static string PascalCase(string measurement)
    {
        var text = new StringBuilder(measurement.Length);
        var start = true;
        foreach (var c in measurement)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                start = true;
                continue;
            }

            text.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return text.ToString();
    }

    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or ' ' or '=' or '\\')
            {
                i++;
            }

            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
