using System.Buffers;
using CityActors.Silo.Ingress.Commands;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Mqtt.Packets;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Refusals;
using CityActors.Twins;
using MQTTnet.Protocol;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>
/// Turns PUBLISH packets of one connection into readings of a burst, and decides how each message is answered. A refused message is
/// acknowledged all the same: sending it again would not make it better. MQTT 5 clients are told why.
/// </summary>
internal sealed class PublishIntake(MqttServices services, TopicMemory topics, Func<string?> clientId)
{
    private readonly IngestGateway gateway = services.Gateway;
    private readonly RefusalLedger ledger = services.Ledger;

    /// <summary>The source that a message declares; null when it declares none.</summary>
    public string? DeclaredSource(in PublishPacket packet) =>
        topics.Of(packet).Topic is { Kind: TopicKind.Declare, Name: var source } ? source : null;

    /// <summary>Adds a message to a burst.</summary>
    /// <param name="burst">Burst with its batch.</param>
    /// <param name="packet">The packet; its topic is filled in if it came as an alias.</param>
    /// <param name="payload">The same payload where it stays until the burst has been resolved.</param>
    public void Add(MqttBurst burst, in PublishPacket packet, ReadOnlySequence<byte> payload)
    {
        var topic = topics.Of(packet);
        var message = new MqttBurst.Message
        {
            Payload = payload, Topic = topic.Text, PacketId = packet.PacketId, Qos = (byte)packet.Qos,
        };
        switch (topic.Topic.Kind)
        {
            case TopicKind.Telemetry:
                AddTelemetry(burst, packet, topic, ref message);
                break;
            case TopicKind.Declare:
                AddDeclaration(burst, packet, topic.Topic, ref message);
                break;
            case TopicKind.Answer:
                AddAnswer(burst, packet, topic, ref message);
                break;
            default:
                Refuse(burst, packet, topic.Text, MqttPubAckReasonCode.TopicNameInvalid, RefusalReason.Topic, topic.Problem, ref message);
                break;
        }

        burst.Add(message);
    }

    /// <summary>Writes what the shards' answers mean for the messages: a message of which nothing is left is refused.</summary>
    public void Resolved(MqttBurst burst)
    {
        var messages = burst.Messages;
        var told = -1;
        foreach (var refusal in burst.Batch.Refused)
        {
            ref var message = ref messages[refusal.Record];
            message.Kept--;
            if (message.Kept == 0)
            {
                message.Answer = (byte)(refusal.Reason switch
                {
                    RefusalReason.TooManyTwins => MqttPubAckReasonCode.QuotaExceeded,
                    RefusalReason.UnknownTwin => MqttPubAckReasonCode.NotAuthorized,
                    _ => MqttPubAckReasonCode.TopicNameInvalid,
                });
            }

            // The message is kept once, whatever number of its readings was refused.
            if (told != refusal.Record)
            {
                told = refusal.Record;
                ledger.Refuse(burst.Batch.Source, message.Topic, refusal, message.Format, Contiguous(message.Payload));
            }
            else
            {
                ledger.Count(burst.Batch.Source, refusal.Reason, refusal.Detail, 1);
            }
        }
    }

    private void AddTelemetry(MqttBurst burst, in PublishPacket packet, TopicMemory.Entry topic, ref MqttBurst.Message message)
    {
        message.Format = packet.ContentType.IsEmpty
            ? PayloadFormats.Sniff(packet.Payload)
            : PayloadFormats.OfContentType(packet.ContentType);
        var readings = services.Readings.Rent();
        AddReadings(burst, packet, topic, readings, ref message);
        services.Readings.Return(readings);
    }

    private void AddReadings(
        MqttBurst burst, in PublishPacket packet, TopicMemory.Entry topic, PayloadReadings readings, ref MqttBurst.Message message)
    {
        var source = burst.Batch.Source;
        var format = message.Format;
        var refusal = format is PayloadFormat.LineProtocol or PayloadFormat.LogRecord
            ? new PayloadRefusal(RefusalReason.ContentType, "Expected SenML JSON or CBOR, or flat JSON on a telemetry topic.", 0)
            : format.Parse(packet.Payload, burst.Batch.ArrivedAtMs, readings);
        if (refusal is { } whole)
        {
            message.Answer = (byte)MqttPubAckReasonCode.PayloadFormatInvalid;
            ledger.Refuse(source, topic.Text, whole, format, packet.Payload);
            return;
        }

        var refused = readings.Refused;
        for (var i = 0; i < refused.Length; i++)
        {
            if (i == 0)
            {
                ledger.Refuse(source, topic.Text, refused[0], format, packet.Payload);
            }
            else
            {
                ledger.Count(source, refused[i].Reason, refused[i].Detail, 1);
            }
        }

        message.Kept = readings.Count;
        if (readings.Count == 0)
        {
            message.Answer = refused.Length > 0 ? (byte)MqttPubAckReasonCode.PayloadFormatInvalid : (byte)0;
            return;
        }

        gateway.Add(burst.Batch, readings, topic.Twin, burst.Messages.Length);
    }

    /// <summary>A source is declared: from here on, what the connection sends is written under its name.</summary>
    private void AddDeclaration(MqttBurst burst, in PublishPacket packet, in TelemetryTopic topic, ref MqttBurst.Message message)
    {
        if (SourceDeclaration.TryParse(packet.Payload, out var declaration, out var problem))
        {
            burst.Batch.Begin(gateway.Source(Doors.Mqtt, topic.Root, topic.Name), burst.Batch.ArrivedAtMs);
            gateway.AddDeclaration(burst.Batch, declaration.IsReplay, declaration.EpochMs);
            return;
        }

        message.Answer = (byte)MqttPubAckReasonCode.PayloadFormatInvalid;
        ledger.Refuse(
            burst.Batch.Source, message.Topic, new PayloadRefusal(RefusalReason.Syntax, problem, 0), PayloadFormat.FlatJson,
            packet.Payload);
    }

    /// <summary>A device says what became of a command: of its own twin's alone.</summary>
    private void AddAnswer(MqttBurst burst, in PublishPacket packet, TopicMemory.Entry topic, ref MqttBurst.Message message)
    {
        var twin = topic.Topic.Name;
        if (!TwinId.TryCreate(TwinId.TypeOf(twin), clientId() ?? "", out var own) || own != twin)
        {
            Refuse(
                burst, packet, topic.Text, MqttPubAckReasonCode.NotAuthorized, RefusalReason.Topic,
                "Expected an answer on the device's own {root}/{type}/{client id}/command/ack.", ref message);
        }
        else if ((CommandAnswer.Read(packet.Payload, out var answer) ?? gateway.AddAnswer(burst.Batch, twin, answer)) is { } problem)
        {
            Refuse(
                burst, packet, topic.Text, MqttPubAckReasonCode.PayloadFormatInvalid, RefusalReason.Syntax, problem, ref message);
        }
    }

    private void Refuse(
        MqttBurst burst, in PublishPacket packet, string topic, MqttPubAckReasonCode answer, string reason, string detail,
        ref MqttBurst.Message message)
    {
        message.Answer = (byte)answer;
        ledger.Refuse(
            burst.Batch.Source, topic, new PayloadRefusal(reason, detail, 0), PayloadFormats.Sniff(packet.Payload), packet.Payload);
    }

    private static ReadOnlySpan<byte> Contiguous(in ReadOnlySequence<byte> payload) =>
        payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
}
