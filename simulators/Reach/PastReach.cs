using System.Globalization;
using System.Net;
using System.Text.Json;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Reach;

/// <summary>The history of a running city, through <c>GET /api/history</c>.</summary>
internal sealed class PastReach(HttpClient client)
{
    private const int PointsMax = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All points of a channel in a span, in the order of time.</summary>
    /// <param name="twin">URN.</param>
    /// <param name="channel">Channel.</param>
    /// <param name="fromMs">Start, Unix milliseconds, inclusive.</param>
    /// <param name="toMs">End, exclusive.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LinkFailedException">The city refuses the question.</exception>
    public async Task<List<PastPoint>> Read(string twin, string channel, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var points = new List<PastPoint>();
        while (fromMs < toMs)
        {
            using var page = await Ask(twin, channel, fromMs, toMs, cancellationToken);
            if (page is null)
            {
                break;
            }

            var before = points.Count;
            foreach (var point in page.RootElement.GetProperty("points").EnumerateArray())
            {
                var at = point.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds();
                points.Add(new PastPoint(at, PastPoint.Text(point.GetProperty("value"))));
            }

            if (!page.RootElement.GetProperty("cut").GetBoolean() || points.Count == before)
            {
                break;
            }

            // The page may end in the middle of a millisecond: that one is read again as a whole.
            fromMs = points[^1].AtMs;
            points.RemoveAll(point => point.AtMs == fromMs);
            if (points.Count == before)
            {
                throw new LinkFailedException($"{twin} {channel} has more than {PointsMax} readings in one millisecond.");
            }
        }

        return points;
    }

    private static string Moment(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonDocument?> Ask(string twin, string channel, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var query = $"/api/history?twin={Uri.EscapeDataString(twin)}&channel={Uri.EscapeDataString(channel)}&from={Moment(fromMs)}"
            + string.Create(CultureInfo.InvariantCulture, $"&to={Moment(toMs)}&limit={PointsMax}");
        var backoff = new Backoff(TimeProvider.System, Patience);
        while (true)
        {
            using var answer = await client.GetAsync(new Uri(query, UriKind.Relative), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (answer.IsSuccessStatusCode)
            {
                return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            var said = $"GET {query} answers {(int)answer.StatusCode}";
            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                throw new LinkFailedException($"{said}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            await backoff.Failed(said, null, TimeSpan.Zero, cancellationToken);
        }
    }
}
