using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Sending;

/// <summary>
/// A link over HTTP: what waits is sent in one request, one request at a time, again and again until the city has answered. Flat JSON
/// goes one message a request, because the path names the twin.
/// </summary>
internal sealed class HttpLink : ILink
{
    private readonly Target target;
    private readonly LinkSettings settings;
    private readonly ISendLedger ledger;
    private readonly Backoff backoff;
    private readonly LinkQueue queue;
    private readonly HttpClient client;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task pump;

    public HttpLink(Target target, LinkSettings settings, ISendLedger ledger, TimeProvider time)
    {
        this.target = target;
        this.settings = settings;
        this.ledger = ledger;
        backoff = new Backoff(time, settings.Patience);
        queue = new LinkQueue(settings.Window, ledger);
        client = new HttpClient { BaseAddress = target.HttpAddress, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Add("X-City-Source", settings.Source);
        pump = Pump(stopping.Token);
    }

    /// <inheritdoc/>
    public async Task Declare(DateTimeOffset epoch, CancellationToken cancellationToken)
    {
        var patience = new Backoff(TimeProvider.System, settings.Patience);
        while (true)
        {
            var (status, body, pause) = await Post("/api/sources", "application/json", Declaration.Replay(epoch), cancellationToken);
            if (status == HttpStatusCode.NoContent)
            {
                return;
            }

            if (!ShouldRepeat(status))
            {
                throw new LinkFailedException($"The city refused the declaration of source {settings.Source}: {status} {body}");
            }

            await patience.Failed($"Declaring to {target}", null, pause, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask Send(DeviceMessage message, CancellationToken cancellationToken) =>
        queue.Add(new LinkItem("", [], message), pump, cancellationToken);

    /// <inheritdoc/>
    public Task Drain(CancellationToken cancellationToken) => queue.Drain(pump, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        client.Dispose();
    }

    private static bool ShouldRepeat(HttpStatusCode? status) =>
        status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private async Task Pump(CancellationToken stop)
    {
        var most = settings.Payload == PayloadForm.Flat ? 1 : settings.Window;
        var items = new List<LinkItem>(most);
        while (true)
        {
            items.Clear();
            items.Add(await queue.Next(stop));
            while (items.Count < most && queue.TryNext(out var item))
            {
                items.Add(item);
            }

            await Deliver(items, stop);
        }
    }

    private async Task Deliver(List<LinkItem> items, CancellationToken stop)
    {
        var request = MessageEncoder.ForRequest(settings.Payload, [.. items.Select(static item => item.Message!)]);
        while (true)
        {
            var (status, body, pause) = await Post(request.Path, request.ContentType, request.Body, stop);
            if (!ShouldRepeat(status))
            {
                backoff.Succeeded();
                var refused = status == HttpStatusCode.NoContent ? [] : Refused(status, body, items.Count, request);
                for (var i = 0; i < items.Count; i++)
                {
                    queue.End(items[i], refused.Contains(i) ? SendOutcome.Refused : SendOutcome.Acknowledged);
                }

                return;
            }

            if (status is null)
            {
                ledger.Disconnected();
            }

            await backoff.Failed($"Sending to {target}", status is null ? new IOException(body) : null, pause, stop);
            foreach (var item in items)
            {
                ledger.Resent(item.Message!);
            }
        }
    }

    private async Task<(HttpStatusCode? Status, string Body, TimeSpan Pause)> Post(
        string path, string contentType, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
            var text = answer.StatusCode == HttpStatusCode.NoContent ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
            return (answer.StatusCode, text, answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException
            || (broken is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, broken.Message, TimeSpan.Zero);
        }
    }

    /// <summary>Which messages of a request were refused; when more were than the answer lists, the first others count.</summary>
    private static HashSet<int> Refused(HttpStatusCode? status, string body, int count, EncodedRequest request)
    {
        var refused = new HashSet<int>();
        try
        {
            using var answer = JsonDocument.Parse(body);
            if (status == HttpStatusCode.BadRequest && answer.RootElement.TryGetProperty("refusedCount", out var total))
            {
                var listed = 0;
                foreach (var one in answer.RootElement.GetProperty("refused").EnumerateArray())
                {
                    var isTold = one.TryGetProperty("line", out var record) || one.TryGetProperty("record", out record);
                    refused.Add(request.MessageOf(isTold ? record.GetInt32() : 1));
                    listed++;
                }

                var unlisted = total.GetInt64() - listed;
                for (var i = 0; i < count && unlisted > 0; i++)
                {
                    unlisted -= refused.Add(i) ? 1 : 0;
                }

                return refused;
            }
        }
        catch (JsonException)
        {
            // The answer says nothing more: everything is refused, as its status says.
        }

        return [.. Enumerable.Range(0, count)];
    }
}
