using System.Globalization;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Command;

/// <summary>The arguments of a verb: what stands alone, and what is switched. Everything that is not known is refused.</summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, string> switches = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly string verb;

    /// <summary>Reads arguments.</summary>
    /// <param name="verb">The verb, for the sentences.</param>
    /// <param name="arguments">What comes after it.</param>
    /// <param name="known">Switches that take a value, e.g. <c>--seed</c>.</param>
    /// <param name="flags">Switches that do not.</param>
    /// <exception cref="UsageException">A switch is not known, lacks its value or comes twice.</exception>
    public CommandLine(string verb, IReadOnlyList<string> arguments, IReadOnlyCollection<string> known, params string[] flags)
    {
        this.verb = verb;
        for (var at = 0; at < arguments.Count; at++)
        {
            if (!arguments[at].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arguments[at]);
                continue;
            }

            var equals = arguments[at].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arguments[at] : arguments[at][..equals];
            string value;
            if (flags.Contains(name))
            {
                value = equals < 0 ? "" : throw new UsageException($"{verb}: {name} takes no value.");
            }
            else if (!known.Contains(name))
            {
                throw new UsageException($"{verb}: '{name}' is not known; expected {string.Join(", ", known.Concat(flags))}.");
            }
            else
            {
                value = equals >= 0 ? arguments[at][(equals + 1)..]
                    : at + 1 < arguments.Count ? arguments[++at]
                    : throw new UsageException($"{verb}: {name} needs a value.");
            }

            if (!switches.TryAdd(name, value))
            {
                throw new UsageException($"{verb}: {name} stands there twice.");
            }
        }
    }

    /// <summary>Whether a switch is there.</summary>
    public bool Has(string name) => switches.ContainsKey(name);

    /// <summary>What stands alone; exactly as many as are named.</summary>
    public string[] Words(params string[] names) => words.Count == names.Length
        ? [.. words]
        : throw new UsageException(names.Length == 0
            ? $"{verb}: '{words[0]}' is not understood; every value needs its switch."
            : $"{verb}: expected {string.Join(" ", names)}, got {(words.Count == 0 ? "nothing" : string.Join(" ", words))}.");

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => switches.GetValueOrDefault(name);

    /// <summary>A whole number.</summary>
    /// <param name="name">The switch.</param>
    /// <param name="fallback">When it is not there; null: it must be.</param>
    /// <param name="least">Smallest.</param>
    /// <param name="most">Largest.</param>
    public long Whole(string name, long? fallback, long least, long most)
    {
        if (!switches.TryGetValue(name, out var text))
        {
            return fallback ?? throw new UsageException($"{verb}: {name} is missing.");
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new UsageException($"{verb}: {name} must be a whole number from {least} to {most}, got '{text}'.");
    }

    /// <summary>A number with or without fraction.</summary>
    /// <inheritdoc cref="Whole"/>
    public double Number(string name, double? fallback, double least, double most)
    {
        if (!switches.TryGetValue(name, out var text))
        {
            return fallback ?? throw new UsageException($"{verb}: {name} is missing.");
        }

        var sentence = FormattableString.Invariant($"{verb}: {name} must be a number from {least} to {most}, got '{text}'.");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new UsageException(sentence);
    }

    /// <summary>One of some words.</summary>
    public T Choice<T>(string name, T? fallback, params (string Word, T Meaning)[] choices)
        where T : struct
    {
        if (!switches.TryGetValue(name, out var text))
        {
            return fallback ?? throw new UsageException($"{verb}: {name} is missing.");
        }

        foreach (var (word, meaning) in choices)
        {
            if (word == text)
            {
                return meaning;
            }
        }

        throw new UsageException($"{verb}: {name} must be one of {Words(choices)}, got '{text}'.");
        static string Words((string Word, T Meaning)[] choices) => string.Join(", ", choices.Select(static one => one.Word));
    }

    /// <summary>A moment: ISO 8601 with Z or an offset.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (!switches.TryGetValue(name, out var text))
        {
            return null;
        }

        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasZone && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment) && moment.Year is >= 1970 and < 9999
            ? moment
            : throw new UsageException($"{verb}: {name} must be a moment like 2026-11-25T07:00:00+07:00, got '{text}'.");
    }

    /// <summary>A target of readings.</summary>
    public Target Target(string name) => switches.TryGetValue(name, out var text)
        ? Sending.Target.TryParse(text, out var target) ? target
            : throw new UsageException($"{verb}: {name} must be mqtt://HOST:PORT or http://HOST:PORT, got '{text}'.")
        : throw new UsageException($"{verb}: {name} is missing: mqtt://HOST:PORT or http://HOST:PORT.");

    /// <summary>An address of the API, or null.</summary>
    public Uri? Api(string name)
    {
        if (!switches.TryGetValue(name, out var text))
        {
            return null;
        }

        return Sending.Target.TryParse(text, out var target) && !target.IsMqtt
            ? target.HttpAddress
            : throw new UsageException($"{verb}: {name} must be http://HOST:PORT, got '{text}'.");
    }
}
