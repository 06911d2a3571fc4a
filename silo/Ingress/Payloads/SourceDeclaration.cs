using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>
/// What a source says its times mean: <c>{"kind": "replay", "epoch": "2020-11-13T08:00:00Z"}</c>, or kind <c>live</c> to take it back.
/// The epoch is ISO 8601 or Unix milliseconds: the moment that its first time stands for.
/// </summary>
/// <param name="IsReplay">Recorded data is replayed: times ahead of arrival are no fault.</param>
/// <param name="EpochMs">Unix milliseconds; 0 when none was said.</param>
internal readonly record struct SourceDeclaration(bool IsReplay, long EpochMs)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 };

    /// <summary>Reads a declaration.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out SourceDeclaration declaration, out string problem)
    {
        declaration = default;
        problem = "Expected {\"kind\": \"replay\" or \"live\", \"epoch\": ISO 8601 or Unix milliseconds from 1970 to 9998}.";
        if (payload.Length > 4_096)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(payload.ToArray(), Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("kind", out var kind)
                || kind.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            var isReplay = kind.ValueEquals("replay"u8);
            if (!isReplay && !kind.ValueEquals("live"u8))
            {
                return false;
            }

            var epochMs = 0L;
            if (root.TryGetProperty("epoch", out var epoch) && epoch.ValueKind != JsonValueKind.Null && !TryTime(epoch, out epochMs))
            {
                return false;
            }

            declaration = new SourceDeclaration(isReplay, epochMs);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryTime(JsonElement element, out long unixMs)
    {
        unixMs = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out unixMs),
            JsonValueKind.String => ObservedTime.TryParseIso(System.Text.Encoding.UTF8.GetBytes(element.GetString()!), out unixMs),
            _ => false,
        } && ObservedTime.IsInRange(unixMs);
    }
}
