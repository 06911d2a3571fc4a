using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using CityActors.Commands;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Commands.Actuators;

/// <summary>Reads actuators from JSON; a wrong one is refused with its place and what was expected.</summary>
internal static class ActuatorFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly string[] Known =
    [
        "type", "channel", "name", "kind", "words", "least", "largest", "lengthMax", "unit", "tolerance", "timeToLive", "timeToLiveMax",
        "outcomeWithin", "validFrom", "validTo", "source",
    ];

    /// <summary>Reads a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">Name of the file, for refusals.</param>
    /// <exception cref="InvalidDataException">Names the file, the entry and what was expected.</exception>
    public static ImmutableArray<Actuator> Read(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var actuators = ImmutableArray.CreateBuilder<Actuator>();
            foreach (var entry in document.RootElement.GetProperty("actuators").EnumerateArray())
            {
                actuators.Add(Read(entry, $"{file}, actuator {actuators.Count + 1}"));
            }

            return actuators.ToImmutable();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"{file}: expected {{\"actuators\": [...]}}: {wrong.Message}", wrong);
        }
    }

    private static Actuator Read(JsonElement entry, string place)
    {
        foreach (var property in entry.EnumerateObject())
        {
            Must(Known.Contains(property.Name), place, $"one of {string.Join(", ", Known)}", property.Name);
        }

        var kind = Text(entry, "kind", place) switch
        {
            "number" => ValueKind.Number,
            "boolean" => ValueKind.Boolean,
            "code" => ValueKind.Code,
            "text" => ValueKind.Text,
            var other => throw Wrong(place, "a kind of number, boolean, code or text", other),
        };
        var actuator = new Actuator(
            Text(entry, "type", place), Text(entry, "channel", place), Names(entry, place), kind, Words(entry), Number(entry, "least"),
            Number(entry, "largest"), (int)(Number(entry, "lengthMax") ?? 0), Optional(entry, "unit"), Number(entry, "tolerance") ?? 0,
            Span(entry, "timeToLive", place), Span(entry, "timeToLiveMax", place), Span(entry, "outcomeWithin", place),
            Moment(entry, "validFrom"), Moment(entry, "validTo"), Text(entry, "source", place));
        Check(actuator, place);
        return actuator;
    }

    private static void Check(Actuator actuator, string place)
    {
        Must(actuator.Kind != ValueKind.Code || !actuator.Words.IsEmpty, place, "words for a code", "none");
        Must(actuator.Kind != ValueKind.Text || actuator.LengthMax is > 0 and <= 250, place, "a lengthMax of 1-250 for a text",
            actuator.LengthMax.ToString(CultureInfo.InvariantCulture));
        Must(!(actuator.Least > actuator.Largest), place, "least at most largest", "more");
        Must(actuator.Tolerance >= 0, place, "a tolerance of at least 0", "less");
        Must(actuator.TimeToLive >= TimeSpan.FromSeconds(1) && actuator.TimeToLive <= actuator.TimeToLiveMax, place,
            "a timeToLive from PT1S to timeToLiveMax", actuator.TimeToLive.ToString());
        Must(actuator.TimeToLiveMax <= TimeSpan.FromDays(31), place, "a timeToLiveMax of at most P31D", actuator.TimeToLiveMax.ToString());
        Must(actuator.OutcomeWithin >= TimeSpan.FromSeconds(1) && actuator.OutcomeWithin <= TimeSpan.FromDays(31), place,
            "an outcomeWithin of PT1S-P31D", actuator.OutcomeWithin.ToString());
    }

    private static ImmutableSortedDictionary<string, string> Names(JsonElement entry, string place)
    {
        var names = entry.TryGetProperty("name", out var name)
            ? name.EnumerateObject().ToImmutableSortedDictionary(
                static one => one.Name, static one => one.Value.GetString() ?? "", StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;
        Must(names.ContainsKey("vi"), place, "a name in vi", "none");
        return names;
    }

    private static ImmutableArray<string> Words(JsonElement entry) => entry.TryGetProperty("words", out var words)
        ? [.. words.EnumerateArray().Select(static word => word.GetString() ?? "")]
        : [];

    private static string Text(JsonElement entry, string name, string place) =>
        Optional(entry, name) is { Length: > 0 } text ? text : throw Wrong(place, $"a {name}", "none");

    private static string? Optional(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;

    private static TimeSpan Span(JsonElement entry, string name, string place) => XmlConvert.ToTimeSpan(Text(entry, name, place));

    private static DateTimeOffset? Moment(JsonElement entry, string name) => Optional(entry, name) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private static void Must(bool holds, string place, string expected, string came)
    {
        if (!holds)
        {
            throw Wrong(place, expected, came);
        }
    }

    private static InvalidDataException Wrong(string place, string expected, string came) =>
        new($"{place}: expected {expected}, got {came}.");
}
