using System.IO.Hashing;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Mqtt.Packets;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>
/// What one connection's topics mean: read once, then found by their bytes. Belongs to the loop that reads the connection.
/// </summary>
internal sealed class TopicMemory(IngestGateway gateway, ICollection<string> roots, int topicsMax)
{
    private Dictionary<ulong, Entry>? topics;
    private Entry? last;

    /// <summary>What a topic means.</summary>
    public Entry Of(in PublishPacket packet)
    {
        if (last is not null && packet.Topic.SequenceEqual(last.Utf8))
        {
            return last;
        }

        var hash = XxHash3.HashToUInt64(packet.Topic);
        if (topics is not null && topics.TryGetValue(hash, out var known) && packet.Topic.SequenceEqual(known.Utf8))
        {
            return last = known;
        }

        var entry = Read(packet);
        if (last is not null)
        {
            topics ??= [];
            if (topics.Count >= topicsMax)
            {
                topics.Clear();
            }

            topics[hash] = entry;
            topics.TryAdd(XxHash3.HashToUInt64(last.Utf8), last);
        }

        return last = entry;
    }

    private Entry Read(in PublishPacket packet)
    {
        if (packet.TopicText() is not { } text || text.AsSpan().ContainsAny('\0', '+', '#'))
        {
            return new Entry(packet.Topic.ToArray(), "", default, null, "Expected a topic of UTF-8 without + # and NUL.");
        }

        var topic = TelemetryTopic.Parse(text, roots, out var problem);
        var twin = topic.Kind == TopicKind.Telemetry ? gateway.Twin(topic.Name, topic.Root) : null;
        return new Entry(packet.Topic.ToArray(), text, topic, twin, $"{problem} Got '{Short(text)}'.");
    }

    private static string Short(string text) => text.Length > 120 ? text[..120] + "…" : text;

    /// <summary>A topic and what it means.</summary>
    internal sealed record Entry(byte[] Utf8, string Text, TelemetryTopic Topic, TopicTwin? Twin, string Problem);
}
