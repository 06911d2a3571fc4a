using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CityActors.Simulators.Sending.Payloads;

/// <summary>Writes messages as devices do.</summary>
internal static class MessageEncoder
{
    /// <summary>A message whose twin stands in the topic.</summary>
    public static byte[] ForTopic(PayloadForm form, DeviceMessage message) => form switch
    {
        PayloadForm.Flat => FlatJson.Write(message),
        PayloadForm.SenMl => SenMl.Json([message], withTwin: false),
        PayloadForm.Cbor => SenMl.Cbor([message], withTwin: false),
        _ => throw new ArgumentException($"Expected flat, senml or cbor over MQTT, got {form}.", nameof(form)),
    };

    /// <summary>Messages in one HTTP request; flat JSON holds one.</summary>
    public static EncodedRequest ForRequest(PayloadForm form, IReadOnlyList<DeviceMessage> messages) => form switch
    {
        PayloadForm.Flat => new(FlatPath(messages.Single().Twin), "application/json", FlatJson.Write(messages[0]), messages, true),
        PayloadForm.SenMl => new("/ingest/senml", "application/senml+json", SenMl.Json(messages, withTwin: true), messages, false),
        PayloadForm.Cbor => new("/ingest/senml", "application/senml+cbor", SenMl.Cbor(messages, withTwin: true), messages, false),
        _ => new("/write?precision=ms", "text/plain; charset=utf-8", LineProtocol.Write(messages), messages, true),
    };

    private static string FlatPath(string urn)
    {
        var rest = urn["urn:ngsi-ld:".Length..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return $"/ingest/telemetry/{rest[..colon]}/{Uri.EscapeDataString(rest[(colon + 1)..])}";
    }
}

/// <summary>A request with messages in it.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="ContentType">Content type.</param>
/// <param name="Body">Body.</param>
/// <param name="Messages">What is in it.</param>
/// <param name="RecordIsMessage">A record or line holds a whole message; else one value.</param>
internal sealed record EncodedRequest(
    string Path, string ContentType, byte[] Body, IReadOnlyList<DeviceMessage> Messages, bool RecordIsMessage)
{
    /// <summary>Which message a record or line of the body belongs to.</summary>
    /// <param name="record">From 1; less stands for the first.</param>
    public int MessageOf(int record)
    {
        var left = Math.Max(0, record - 1);
        for (var i = 0; i < Messages.Count; i++)
        {
            left -= RecordIsMessage ? 1 : Messages[i].Values.Count;
            if (left < 0)
            {
                return i;
            }
        }

        return Messages.Count - 1;
    }
}
