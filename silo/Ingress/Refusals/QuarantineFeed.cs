using CityActors.Domain.Log;
using CityActors.Grains.Quarantine;
using CityActors.Quarantine;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Payloads.LineProtocol;
using CityActors.Twins;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Refusals;

/// <summary>
/// Sends a quarantined payload the way it would have gone, as the source that sent it. Times relative to now are relative to the
/// moment it arrived first.
/// </summary>
internal sealed class QuarantineFeed(IngestGateway gateway, Grains.Log.ICityLog log, IOptions<IngressOptions> options) : IQuarantineFeed
{
    private const long AheadMsMax = 5 * 60 * 1000;

    /// <inheritdoc/>
    public async Task<string?> Feed(QuarantineEntry entry, CancellationToken cancellationToken = default)
    {
        var actor = IngestSource.IsActor(entry.Source) ? entry.Source : Doors.Quarantine;
        var batch = gateway.Rent(gateway.Source(Doors.Quarantine, RootOf(entry.Topic), actor));
        try
        {
            var format = PayloadFormats.OfContentType(entry.ContentType);
            var problem = format == PayloadFormat.LogRecord ? AddRecord(batch, entry) : AddPayload(batch, entry, format);
            problem ??= await gateway.Resolve(batch);
            if (problem is null && batch.Refused.Count > 0)
            {
                problem = $"{batch.Refused[0].Reason}: {batch.Refused[0].Detail}";
            }

            if (problem is not null)
            {
                return problem;
            }

            await gateway.Append(batch, cancellationToken);
            return await batch.Durable;
        }
        finally
        {
            gateway.Return(batch);
        }
    }

    private string? AddPayload(IngestBatch batch, QuarantineEntry entry, PayloadFormat format)
    {
        if (entry.Payload.Length >= QuarantineOutbox.PayloadBytesMax)
        {
            return $"{RefusalReason.TooLarge}: the payload was cut at {QuarantineOutbox.PayloadBytesMax} bytes and cannot be fed again.";
        }

        var payload = entry.Payload.AsSpan();
        var readings = new PayloadReadings();
        format = format == PayloadFormat.Unknown ? PayloadFormats.Sniff(payload) : format;
        var refusal = format.Parse(payload, entry.ArrivedAt.ToUnixTimeMilliseconds(), readings, PrecisionOf(entry.Topic));
        if (refusal is null && readings.Refused.Length > 0)
        {
            refusal = readings.Refused[0];
        }

        if (refusal is { } refused)
        {
            return $"{refused.Reason}: {refused.Detail}";
        }

        gateway.Add(batch, readings, TwinOf(entry.Topic) is { } id ? gateway.Twin(id, batch.Source.Root) : null);
        return null;
    }

    /// <summary>
    /// A record that the fold set aside, e.g. a reading from the future whose time has come: back to its partition, as it is.
    /// </summary>
    private string? AddRecord(IngestBatch batch, QuarantineEntry entry)
    {
        if (!TryPartition(entry, out var partition))
        {
            return $"{RefusalReason.Twin}: expected a twin or a log position to find the record's partition by, got topic '{entry.Topic}'.";
        }

        var record = entry.Payload.AsSpan();
        try
        {
            var reader = new RecordReader(record);
            if (!reader.Next() || !reader.Rest.IsEmpty)
            {
                return $"{RefusalReason.Syntax}: expected one record of the log.";
            }

            if (reader.Kind == RecordKind.Reading && reader.Payload.Length >= 16
                && System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(reader.Payload[8..]) > batch.ArrivedAtMs + AheadMsMax)
            {
                return $"{RefusalReason.Future}: its time is still more than five minutes ahead.";
            }
        }
        catch (FormatException broken)
        {
            return $"{RefusalReason.Syntax}: {broken.Message}";
        }

        batch.For(partition).Append(record, 1);
        batch.Wrote(record.Length, readings: 1);
        return null;
    }

    private bool TryPartition(QuarantineEntry entry, out int partition)
    {
        if (TwinId.IsValid(entry.Topic))
        {
            partition = TwinId.PartitionOf(entry.Topic, log.Partitions);
            return true;
        }

        var parts = entry.Id.Split('.', '-', ':');
        partition = -1;
        return parts.Length >= 3
            && int.TryParse(parts[0], out var generation) && generation == log.Generation
            && int.TryParse(parts[1], out partition) && partition >= 0 && partition < log.Partitions;
    }

    private string? TwinOf(string topic)
    {
        if (TwinId.IsValid(topic))
        {
            return topic;
        }

        var parsed = TelemetryTopic.Parse(topic.TrimStart('/'), options.Value.TopicRoots, out _);
        if (parsed.Kind == TopicKind.Telemetry)
        {
            return parsed.Name;
        }

        var levels = topic.Trim('/').Split('/');
        return levels is ["ingest", "telemetry", var type, var local] && TwinId.TryCreate(type, local, out var id) ? id : null;
    }

    private static TimePrecision PrecisionOf(string topic)
    {
        var at = topic.IndexOf(HttpTopics.PrecisionMark, StringComparison.Ordinal);
        return at >= 0 && TimePrecisions.TryParse(topic[(at + HttpTopics.PrecisionMark.Length)..], out var precision)
            ? precision
            : TimePrecision.Nanoseconds;
    }

    private static string RootOf(string topic)
    {
        var root = topic.AsSpan().TrimStart('/');
        var end = root.IndexOfAny('/', '?');
        var first = (end < 0 ? root : root[..end]).ToString();
        return topic.StartsWith('/') ? "/" + first : first;
    }
}
