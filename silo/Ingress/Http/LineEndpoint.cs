using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Payloads.LineProtocol;

namespace CityActors.Silo.Ingress.Http;

/// <summary>
/// The door for InfluxDB line protocol, so that any Telegraf points at the city. Database, bucket, organisation and retention policy
/// are accepted and mean nothing here: one silo is one city.
/// </summary>
internal static class LineEndpoint
{
    /// <summary>Takes lines in; 204 means that all of them are durable.</summary>
    public static Task<IResult> Write(HttpContext context, HttpDoor door)
    {
        var tally = new IngestTally(isLines: true, door.Limits.RefusalsListedMax);
        return door.Run(context, HttpTopics.Write, tally, source => Take(context, door, source, tally));
    }

    private static async Task<IResult> Take(HttpContext context, HttpDoor door, IngestSource source, IngestTally tally)
    {
        if (context.Request.ContentType is { Length: > 0 } type && !IsText(type))
        {
            return door.Unsupported(source, tally, $"Expected {PayloadFormats.LineProtocolType}, got '{type}'.");
        }

        var asked = context.Request.Query["precision"].ToString();
        if (!TimePrecisions.TryParse(asked, out var precision))
        {
            door.Ledger.Count(source, RefusalReason.Time, $"Precision '{asked}'.", 1);
            return tally.Problem(
                StatusCodes.Status400BadRequest, "Unknown precision", $"Expected precision ns, us, ms or s, got '{asked}'.");
        }

        if (!RequestBody.TryOpen(context.Request, door.Limits.LinesBytesMax, door.Limits.LinesUnpackedBytesMax, out var body))
        {
            return door.Unsupported(
                source, tally, $"Expected Content-Encoding gzip or none, got '{context.Request.Headers.ContentEncoding}'.");
        }

        await using (body)
        {
            var topic = asked.Length == 0 ? HttpTopics.Write : HttpTopics.Write + HttpTopics.PrecisionMark + asked;
            var stop = await new LineIntake(door, source, tally, precision, topic).Run(body, context.RequestAborted);
            return stop switch
            {
                null => tally.Result(),
                { IsTooMuch: true } => door.Busy(context, source, tally, stop.Reason, stop.Detail),
                _ => door.Unavailable(context, source, tally, stop.Detail),
            };
        }
    }

    private static bool IsText(string type) =>
        PayloadFormats.OfContentType(type) == PayloadFormat.LineProtocol
        || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
