using System.Text.Json;
using CityActors.Commands;
using CityActors.Twins.Channels;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Commands;

/// <summary>
/// What is asked for: <c>{"channel": "powerState", "value": "on", "timeToLive": "PT5M", "why": "…"}</c>; the last two may be left out.
/// </summary>
internal static class CommandBody
{
    private static readonly string[] Known = ["channel", "value", "timeToLive", "why"];

    /// <summary>Reads it.</summary>
    /// <exception cref="RefusedException">It is something else; names the place.</exception>
    public static CommandRequest Read(JsonElement body, string twin, string? key)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("an object with channel and value", "body $");
        }

        var unknown = body.EnumerateObject().Select(static member => member.Name).FirstOrDefault(static name => !Known.Contains(name));
        if (unknown is not null)
        {
            throw Refuse($"one of {string.Join(", ", Known)}, got {Short.Quote(unknown)}", "body $");
        }

        var channel = Text(body, "channel") ?? throw Refuse("the name of a channel", "body $.channel");
        return new CommandRequest(twin, channel, Value(body), Span(body), key, Text(body, "why"));
    }

    private static TwinValue Value(JsonElement body) => !body.TryGetProperty("value", out var value)
        ? throw Refuse("a value", "body $.value")
        : value.ValueKind switch
        {
            JsonValueKind.Number => TwinValue.Of(value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => TwinValue.Of(value.GetBoolean()),
            JsonValueKind.String => TwinValue.OfText(value.GetString()!),
            _ => throw Refuse("a number, true, false or a text", "body $.value"),
        };

    private static TimeSpan? Span(JsonElement body) => Text(body, "timeToLive") is not { } text ? null
        : TimeText.TryDuration(text, out var span) ? span
        : throw Refuse($"a duration like PT5M, got {Short.Quote(text)}", "body $.timeToLive");

    private static string? Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refuse("a text", $"body $.{name}");

    private static RefusedException Refuse(string expected, string where) =>
        new(ProblemKind.BadRequestData, $"Expected {expected}.", where);
}
