using System.Buffers;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using MQTTnet;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>
/// Takes in the last wills of clients: telemetry as any other, which nobody waits for. A will that is something else is refused.
/// </summary>
internal sealed class WillIntake(MqttServices services)
{
    /// <summary>Takes a will in.</summary>
    public async Task Take(string clientId, MqttApplicationMessage will)
    {
        var actor = IngestSource.IsActor(clientId) ? clientId : Doors.Mqtt;
        var topic = TelemetryTopic.Parse(will.Topic, services.Roots, out var problem);
        var payload = will.Payload.ToArray();
        var source = services.Gateway.Source(Doors.Mqtt, topic.Root ?? services.FirstRoot, actor);
        if (topic.Kind != TopicKind.Telemetry)
        {
            Refuse(source, will.Topic, new PayloadRefusal(RefusalReason.Topic, $"A will: {problem}", 0), payload);
            return;
        }

        var batch = services.Gateway.Rent(source);
        try
        {
            Add(batch, topic, will.Topic, payload);
            var failure = await services.Gateway.Resolve(batch);
            foreach (var refusal in batch.Refused)
            {
                Refuse(source, will.Topic, refusal, payload);
            }

            if (failure is null)
            {
                await services.Gateway.Append(batch, CancellationToken.None);
                failure = await batch.Durable;
            }

            if (failure is not null)
            {
                Refuse(source, will.Topic, new PayloadRefusal(RefusalReason.Unavailable, failure, 0), payload);
            }
        }
        finally
        {
            services.Gateway.Return(batch);
        }
    }

    private void Add(IngestBatch batch, in TelemetryTopic topic, string text, byte[] payload)
    {
        var readings = services.Readings.Rent();
        if (PayloadFormats.Sniff(payload).Parse(payload, batch.ArrivedAtMs, readings) is { } whole)
        {
            Refuse(batch.Source, text, whole, payload);
        }
        else
        {
            foreach (var refusal in readings.Refused)
            {
                Refuse(batch.Source, text, refusal, payload);
            }

            services.Gateway.Add(batch, readings, services.Gateway.Twin(topic.Name, topic.Root));
        }

        services.Readings.Return(readings);
    }

    private void Refuse(IngestSource source, string topic, in PayloadRefusal refusal, byte[] payload) =>
        services.Ledger.Refuse(source, topic, refusal, PayloadFormats.Sniff(payload), payload);
}
