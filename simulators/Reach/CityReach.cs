using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.City.Writing;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Reach;

/// <summary>A running city as its public API shows it: zones and twins are defined through it.</summary>
public sealed class CityReach : IDisposable
{
    private const string UpsertPath = "/ngsi-ld/v1/entityOperations/upsert?options=update";
    private const int ZonesPerRequest = 400;
    private const int TwinsPerRequest = 1_000;
    private const int EntitiesPerRequest = 500;
    private const int AnswerShown = 400;

    private readonly HttpClient client;

    /// <summary>Opens it; nothing is asked yet.</summary>
    public CityReach(Uri address) => client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>Where it is.</summary>
    public Uri Address => client.BaseAddress!;

    /// <summary>For requests of other kinds.</summary>
    internal HttpClient Http => client;

    /// <summary>Waits until the city says that it is ready.</summary>
    /// <exception cref="LinkFailedException">It does not for too long.</exception>
    public async Task WaitUntilReady(TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(time, patience);
        while (true)
        {
            Exception? reason = null;
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException unreachable)
            {
                reason = unreachable;
            }

            await backoff.Failed($"Waiting for {client.BaseAddress}", reason, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Whether anybody answers there.</summary>
    public async Task<bool> IsReachable(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A twin as a normalized NGSI-LD entity; null when it is not registered.</summary>
    public async Task<JsonDocument?> Read(string id, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(EntityAddress(id), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonDocument.ParseAsync(body, default, cancellationToken);
    }

    /// <summary>All twins as <c>/api/twins</c> shows them, in the order of their ids.</summary>
    /// <param name="type">Only of a type; null: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<JsonElement> Twins(
        string? type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/api/twins?limit={TwinsPerRequest}")
                + (type is null ? "" : $"&type={Uri.EscapeDataString(type)}")
                + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}");
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new LinkFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"GET {path} answers {(int)answer.StatusCode}: {Short(body)}"));
            }

            using var page = JsonDocument.Parse(body);
            foreach (var twin in page.RootElement.GetProperty("twins").EnumerateArray())
            {
                yield return twin;
            }

            after = page.RootElement.GetProperty("next").GetString();
        }
        while (after is not null);
    }

    /// <summary>Defines zones.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DefineZones(IEnumerable<CityZone> zones, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var some in zones.Chunk(ZonesPerRequest))
        {
            await Repeat(HttpMethod.Put, "/api/zones", "application/geo+json", json => ZoneWriter.Write(json, some), cancellationToken);
            count += some.Length;
        }

        return count;
    }

    /// <summary>Defines twins; those that are known are changed where they differ.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Define(IEnumerable<CityEntity> entities, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var some in entities.Chunk(EntitiesPerRequest))
        {
            await Repeat(HttpMethod.Post, UpsertPath, "application/json", json => Write(json, some), cancellationToken);
            count += some.Length;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    internal static Uri EntityAddress(string id) => new($"/ngsi-ld/v1/entities/{Uri.EscapeDataString(id)}", UriKind.Relative);

    private static void Write(Utf8JsonWriter json, CityEntity[] entities)
    {
        json.WriteStartArray();
        foreach (var entity in entities)
        {
            NgsiLdWriter.Write(json, entity);
        }

        json.WriteEndArray();
    }

    private async Task Repeat(
        HttpMethod method, string path, string contentType, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, NgsiLdWriter.Options))
        {
            write(json);
        }

        var backoff = new Backoff(TimeProvider.System, LinkSettings.PatienceDefault);
        while (true)
        {
            Exception? reason = null;
            var pause = TimeSpan.Zero;
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
                request.Content = new ReadOnlyMemoryContent(body.WrittenMemory);
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
                using var answer = await client.SendAsync(request, cancellationToken);
                if (answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.MultiStatus)
                {
                    return;
                }

                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                {
                    var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                    throw new LinkFailedException(
                        string.Create(CultureInfo.InvariantCulture, $"{method} {path} answers {(int)answer.StatusCode}: {Short(text)}"));
                }

                pause = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            }
            catch (HttpRequestException broken)
            {
                reason = broken;
            }

            await backoff.Failed($"{method} {path}", reason, pause, cancellationToken);
        }
    }

    private static string Short(string text) => text.Length <= AnswerShown ? text : text[..AnswerShown] + "…";
}
