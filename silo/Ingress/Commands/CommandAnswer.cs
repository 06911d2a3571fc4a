using System.Text.Json;
using CityActors.Domain.Commands;
using CityActors.Log;

namespace CityActors.Silo.Ingress.Commands;

/// <summary>
/// What a device says of a command on <c>{root}/{type}/{id}/command/ack</c>:
/// <c>{"id": "1.7.4711", "outcome": "accepted", "reason": "…"}</c>, where the outcome is accepted, done, rejected, failed or cancelled (it
/// dropped a command that was taken back), and the reason may be left out.
/// </summary>
/// <param name="Command">Position of the command's record: its id.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Why; null when the device says nothing.</param>
internal readonly record struct CommandAnswer(LogPosition Command, OutcomeKind Kind, string? Reason)
{
    private const int BytesMax = 4_096;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 };

    /// <summary>Reads an answer.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="answer">The answer when there is no problem.</param>
    /// <returns>Null, or a sentence what was expected.</returns>
    public static string? Read(ReadOnlySpan<byte> payload, out CommandAnswer answer)
    {
        answer = default;
        if (payload.Length > BytesMax)
        {
            return $"Expected an answer of at most {BytesMax} bytes, got {payload.Length}.";
        }

        try
        {
            using var document = JsonDocument.Parse(payload.ToArray(), Options);
            return Read(document.RootElement, out answer);
        }
        catch (JsonException wrong)
        {
            return $"Expected {{\"id\", \"outcome\", \"reason\"}} as JSON: {wrong.Message}";
        }
    }

    private static string? Read(JsonElement root, out CommandAnswer answer)
    {
        answer = default;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "id") is not { } id || !LogPosition.TryParse(id, out var command))
        {
            return "Expected the \"id\" of a command as it was sent, generation.partition.sequence.";
        }

        OutcomeKind? kind = Text(root, "outcome") switch
        {
            "accepted" => OutcomeKind.Accepted,
            "done" => OutcomeKind.Done,
            "rejected" => OutcomeKind.Rejected,
            "failed" => OutcomeKind.Failed,
            "cancelled" => OutcomeKind.Dropped,
            _ => null,
        };
        if (kind is null)
        {
            return "Expected an \"outcome\" of accepted, done, rejected, failed or cancelled.";
        }

        var reason = Text(root, "reason");
        if (reason?.Length > CommandRecords.ReasonLengthMax)
        {
            return $"Expected a \"reason\" of at most {CommandRecords.ReasonLengthMax} characters, got {reason.Length}.";
        }

        answer = new CommandAnswer(command, kind.Value, reason);
        return null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
