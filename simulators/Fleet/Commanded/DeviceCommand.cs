using System.Globalization;
using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>A command as a device gets it.</summary>
/// <param name="Id">Its id; the same with every repeat.</param>
/// <param name="IsTakenBack">Whether it is taken back.</param>
/// <param name="Channel">Channel to set; empty when it is taken back.</param>
/// <param name="Value">Value to show.</param>
/// <param name="ExpiresAt">Until when it may be accepted.</param>
internal sealed record DeviceCommand(string Id, bool IsTakenBack, string Channel, TwinValue Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Reads a message; null when it is no command.</summary>
    public static DeviceCommand? Read(byte[] message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            var id = root.GetProperty("id").GetString()!;
            return root.TryGetProperty("cancel", out var cancel) && cancel.GetBoolean()
                ? new DeviceCommand(id, true, "", default, DateTimeOffset.MaxValue)
                : new DeviceCommand(
                    id, false, root.GetProperty("channel").GetString()!, ValueOf(root.GetProperty("value")),
                    root.GetProperty("expiresAt").GetDateTimeOffset());
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>An answer to a command.</summary>
    public static string Answer(string id, string outcome, string? reason) => JsonSerializer.Serialize(
        reason is null ? (object)new { id, outcome } : new { id, outcome, reason });

    /// <summary>A report of a value.</summary>
    public static string Report(string channel, TwinValue value, DateTimeOffset now) => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["observedAt"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            [channel] = value.Kind switch
            {
                ValueKind.Number => value.Number,
                ValueKind.Boolean => value.Boolean,
                _ => value.Text,
            },
        });

    private static TwinValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => TwinValue.Of(value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => TwinValue.Of(value.GetBoolean()),
        _ => TwinValue.OfCode(value.GetString()!),
    };
}
