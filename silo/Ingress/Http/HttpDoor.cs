using System.Globalization;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Refusals;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Http;

/// <summary>What every HTTP door does first and last: who sends, whether he is let in, and how faults of a body are answered.</summary>
internal sealed class HttpDoor(
    IngestGateway gateway, RefusalLedger ledger, ByteRates rates, IOptions<IngressOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SlowedMax = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim requests = new(options.Value.Http.RequestsMax);

    /// <summary>Limits.</summary>
    public HttpIngestOptions Limits => options.Value.Http;

    /// <summary>The way into the log.</summary>
    public IngestGateway Gateway => gateway;

    /// <summary>Memory for parsing, used again from request to request.</summary>
    public PayloadReadingsPool Readings { get; } = new();

    /// <summary>Where refusals go.</summary>
    public RefusalLedger Ledger => ledger;

    /// <summary>Runs a request that was let in, and answers for everything that can go wrong with its body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="root">What admission is set by.</param>
    /// <param name="tally">What became of its readings.</param>
    /// <param name="work">Takes the body in.</param>
    public async Task<IResult> Run(HttpContext context, string root, IngestTally tally, Func<IngestSource, Task<IResult>> work)
    {
        if (!TrySource(context, root, out var source))
        {
            return tally.Problem(
                StatusCodes.Status400BadRequest, "Bad source",
                $"Expected 1-256 bytes without control characters in {Limits.SourceHeader}.");
        }

        if (Closed(context, source, tally) is { } closed)
        {
            return closed;
        }

        if (!requests.Wait(0, CancellationToken.None))
        {
            return Busy(context, source, tally, RefusalReason.Quota, $"{Limits.RequestsMax} requests are being worked on.");
        }

        using var span = IngressMeters.Spans.StartActivity(Telemetry.CityTelemetry.IngestSpan);
        span?.SetTag("door", Doors.Http);
        try
        {
            return await work(source);
        }
        catch (Exception large) when (large is BodyTooLargeException or BadHttpRequestException { StatusCode: 413 })
        {
            ledger.Count(source, RefusalReason.TooLarge, large.Message, 1);
            return tally.Problem(StatusCodes.Status413PayloadTooLarge, "Too large", large.Message);
        }
        catch (InvalidDataException broken)
        {
            ledger.Count(source, RefusalReason.Syntax, broken.Message, 1);
            return tally.Problem(StatusCodes.Status400BadRequest, "Broken encoding", "The body is not the gzip it says it is.");
        }
        catch (BadHttpRequestException bad)
        {
            ledger.Count(source, RefusalReason.Syntax, bad.Message, 1);
            return tally.Problem(bad.StatusCode, "Bad request", bad.Message);
        }
        finally
        {
            requests.Release();
        }
    }

    /// <summary>Counts bytes of a source against its rate.</summary>
    public bool MaySend(IngestSource source, int bytes) => rates.TryTake(source.Actor, bytes);

    /// <summary>
    /// Waits while the fold lags in the midst of a long body, so that its sender is slowed by TCP.
    /// </summary>
    /// <returns>False when it lags for longer than a sender should be kept waiting.</returns>
    public async ValueTask<bool> StaysOpen(CancellationToken cancellationToken)
    {
        if (gateway.Admission.State is not (AdmissionState.Lagging or AdmissionState.Replaying))
        {
            return true;
        }

        IngressMeters.Slowed(Doors.Http);
        try
        {
            await gateway.Admission.WaitUntilDecided(cancellationToken).AsTask().WaitAsync(SlowedMax, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>429: come again in a while.</summary>
    public IResult Busy(HttpContext context, IngestSource source, IngestTally tally, string reason, string detail)
    {
        ledger.Count(source, reason, detail, 1);
        SetRetryAfter(context);
        return tally.Problem(StatusCodes.Status429TooManyRequests, "Too much", detail);
    }

    /// <summary>503: nothing can be kept now.</summary>
    public IResult Unavailable(HttpContext context, IngestSource source, IngestTally tally, string detail)
    {
        ledger.Count(source, RefusalReason.Unavailable, detail, 1);
        SetRetryAfter(context);
        return tally.Problem(StatusCodes.Status503ServiceUnavailable, "Not now", detail);
    }

    /// <summary>415: not a content type or encoding that is read here.</summary>
    public IResult Unsupported(IngestSource source, IngestTally tally, string detail)
    {
        ledger.Count(source, RefusalReason.ContentType, detail, 1);
        return tally.Problem(StatusCodes.Status415UnsupportedMediaType, "Unknown content", detail);
    }

    /// <summary>The answer while nothing is accepted; null when readings are.</summary>
    public IResult? Closed(HttpContext context, IngestSource source, IngestTally tally) => gateway.Admission.State switch
    {
        AdmissionState.Open => null,
        AdmissionState.Lagging => Busy(
            context, source, tally, RefusalReason.Overload, "The city is behind with its readings; send again later."),
        AdmissionState.Replaying => Unavailable(context, source, tally, "The city is replaying its log after a start; send again later."),
        _ => Unavailable(context, source, tally, "The log accepts nothing now; send again later."),
    };

    private void SetRetryAfter(HttpContext context) =>
        context.Response.Headers.RetryAfter = options.Value.Admission.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

    private bool TrySource(HttpContext context, string root, out IngestSource source)
    {
        string? named = context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } user }
            ? user
            : context.Request.Headers.TryGetValue(Limits.SourceHeader, out var header) ? header.ToString() : null;
        var actor = named ?? $"http:{context.Connection.RemoteIpAddress?.ToString() ?? "local"}";
        source = gateway.Source(Doors.Http, root, actor);
        return IngestSource.IsActor(actor);
    }
}
