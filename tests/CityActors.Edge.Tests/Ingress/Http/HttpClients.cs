using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CityActors.Edge.Tests.Ingress.Http;

/// <summary>Requests as devices and Telegraf make them.</summary>
internal static class HttpClients
{
    /// <summary>Posts bytes.</summary>
    public static Task<HttpResponseMessage> Send(
        this HttpClient client, string path, byte[] body, string? type = "text/plain", string? encoding = null, string? source = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (type is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        if (source is not null)
        {
            request.Headers.TryAddWithoutValidation("X-City-Source", source);
        }

        return client.SendAsync(request);
    }

    /// <summary>Posts a text.</summary>
    public static Task<HttpResponseMessage> Send(
        this HttpClient client, string path, string body, string? type = "text/plain", string? encoding = null, string? source = null) =>
        client.Send(path, Encoding.UTF8.GetBytes(body), type, encoding, source);

    /// <summary>Packs bytes.</summary>
    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>What an answer says.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
