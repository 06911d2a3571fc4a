using System.Buffers;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins;

namespace CityActors.Silo.Ingress.Http;

/// <summary>Doors that take a message whole: SenML, flat JSON of one twin, and declarations of sources.</summary>
internal static class MessageEndpoints
{
    /// <summary>SenML JSON or CBOR, by content type.</summary>
    public static Task<IResult> SenMl(HttpContext context, HttpDoor door)
    {
        var format = PayloadFormats.OfContentType(context.Request.ContentType);
        format = format == PayloadFormat.FlatJson ? PayloadFormat.SenMlJson : format;
        var tally = new IngestTally(isLines: false, door.Limits.RefusalsListedMax);
        return door.Run(context, HttpTopics.Ingest, tally, source => format is PayloadFormat.SenMlJson or PayloadFormat.SenMlCbor
            ? Take(context, door, source, tally, format, null)
            : Task.FromResult(door.Unsupported(
                source, tally,
                $"Expected {PayloadFormats.SenMlJsonType} or {PayloadFormats.SenMlCborType}, got '{context.Request.ContentType}'.")));
    }

    /// <summary>A flat JSON object, or SenML, of the twin in the path.</summary>
    public static Task<IResult> Telemetry(HttpContext context, HttpDoor door, string type, string id)
    {
        var format = PayloadFormats.OfContentType(context.Request.ContentType);
        var tally = new IngestTally(isLines: false, door.Limits.RefusalsListedMax);
        return door.Run(context, HttpTopics.Ingest, tally, source =>
        {
            if (format is not (PayloadFormat.FlatJson or PayloadFormat.SenMlJson or PayloadFormat.SenMlCbor))
            {
                return Task.FromResult(door.Unsupported(
                    source, tally,
                    $"Expected {PayloadFormats.FlatJsonType}, {PayloadFormats.SenMlJsonType} or {PayloadFormats.SenMlCborType}, "
                    + $"got '{context.Request.ContentType}'."));
            }

            if (TwinId.TryCreate(type, id, out var twin))
            {
                return Take(context, door, source, tally, format, twin);
            }

            var refusal = new PayloadRefusal(RefusalReason.Twin, "Expected /ingest/telemetry/{Type}/{local} to name a twin.", 0);
            tally.Refuse(refusal);
            door.Ledger.Refuse(source, context.Request.Path, refusal, format, []);
            return Task.FromResult(tally.Result());
        });
    }

    /// <summary>The caller declares what its times mean; 204 when the declaration is durable.</summary>
    public static Task<IResult> Declare(HttpContext context, HttpDoor door)
    {
        var tally = new IngestTally(isLines: false, door.Limits.RefusalsListedMax);
        return door.Run(context, HttpTopics.Ingest, tally, async source =>
        {
            if (PayloadFormats.OfContentType(context.Request.ContentType) != PayloadFormat.FlatJson)
            {
                return door.Unsupported(source, tally, $"Expected application/json, got '{context.Request.ContentType}'.");
            }

            var (bytes, length) = await ReadWhole(context, door);
            var isDeclaration = SourceDeclaration.TryParse(bytes.AsSpan(0, length), out var declaration, out var problem);
            ArrayPool<byte>.Shared.Return(bytes);
            if (!isDeclaration)
            {
                door.Ledger.Count(source, RefusalReason.Syntax, problem, 1);
                return tally.Problem(StatusCodes.Status400BadRequest, "No declaration", problem);
            }

            var batch = door.Gateway.Rent(source);
            door.Gateway.AddDeclaration(batch, declaration.IsReplay, declaration.EpochMs);
            await door.Gateway.Append(batch, context.RequestAborted);
            var failure = await batch.Durable;
            door.Gateway.Return(batch);
            return failure is null ? TypedResults.NoContent() : door.Unavailable(context, source, tally, failure);
        });
    }

    private static async Task<IResult> Take(
        HttpContext context, HttpDoor door, IngestSource source, IngestTally tally, PayloadFormat format, string? twin)
    {
        if (!IsReadable(context.Request))
        {
            return door.Unsupported(
                source, tally, $"Expected Content-Encoding gzip or none, got '{context.Request.Headers.ContentEncoding}'.");
        }

        var (bytes, length) = await ReadWhole(context, door);
        var batch = door.Gateway.Rent(source);
        try
        {
            if (!door.MaySend(source, length))
            {
                return door.Busy(
                    context, source, tally, RefusalReason.Quota,
                    $"Expected at most {door.Limits.BytesPerSecondPerSource} bytes a second.");
            }

            Parse(context, door, batch, tally, format, twin, bytes.AsSpan(0, length));
            if (await door.Gateway.Resolve(batch) is { } unresolved)
            {
                return door.Unavailable(context, source, tally, unresolved);
            }

            foreach (var refusal in batch.Refused)
            {
                tally.Refuse(refusal);
                door.Ledger.Refuse(source, context.Request.Path, refusal, format, bytes.AsSpan(0, length));
            }

            await door.Gateway.Append(batch, CancellationToken.None);
            if (await batch.Durable is { } failure)
            {
                return door.Unavailable(context, source, tally, failure);
            }

            tally.Accepted = batch.Count;
            return tally.Result();
        }
        finally
        {
            door.Gateway.Return(batch);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void Parse(
        HttpContext context, HttpDoor door, IngestBatch batch, IngestTally tally, PayloadFormat format, string? twin,
        ReadOnlySpan<byte> body)
    {
        var readings = door.Readings.Rent();
        if (format.Parse(body, batch.ArrivedAtMs, readings) is { } whole)
        {
            tally.Refuse(whole);
            door.Ledger.Refuse(batch.Source, context.Request.Path, whole, format, body);
        }
        else
        {
            foreach (ref readonly var refusal in readings.Refused)
            {
                tally.Refuse(refusal);
                door.Ledger.Refuse(batch.Source, context.Request.Path, refusal, format, body);
            }

            door.Gateway.Add(batch, readings, twin is null ? null : door.Gateway.Twin(twin, batch.Source.Root));
        }

        door.Readings.Return(readings);
    }

    private static bool IsReadable(HttpRequest request) => request.Headers.ContentEncoding.ToString() is "" or "gzip" or "identity";

    private static async Task<(byte[] Bytes, int Length)> ReadWhole(HttpContext context, HttpDoor door)
    {
        var max = door.Limits.MessageBytesMax;
        RequestBody.TryOpen(context.Request, max, max, out var body);
        await using (body)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(Math.Min(max, (int)Math.Clamp(context.Request.ContentLength ?? 16_384, 1_024, max)));
            var length = 0;
            while (true)
            {
                var count = await body.Fill(bytes.AsMemory(length), context.RequestAborted);
                length += count;
                if (length < bytes.Length)
                {
                    return (bytes, length);
                }

                var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
                bytes.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }
        }
    }
}
