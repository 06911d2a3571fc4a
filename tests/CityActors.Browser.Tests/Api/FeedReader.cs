using System.Net;
using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

/// <summary>A reader of server-sent events, as a browser reads them.</summary>
public sealed class FeedReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private FeedReader(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    /// <summary>Id of the last event; what is to be sent to go on.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Opens a feed; it has begun when this returns.</summary>
    public static async Task<FeedReader> Open(HttpClient client, string path, string? lastId = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var response = await Ask(client, path, lastId, patience.Token);
        while (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // A reader that has left frees his place a little later: come again, as the answer says.
            response.Dispose();
            response = await Ask(client, path, lastId, patience.Token);
        }

        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} "
            + $"{(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync())}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new FeedReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private static async Task<HttpResponseMessage> Ask(
        HttpClient client, string path, string? lastId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The next event, which has this name.</summary>
    public async Task<(string Name, JsonNode Data)> Next(string expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        var (name, data) = ("", "");
        while (true)
        {
            string line;
            try
            {
                line = await lines.ReadLineAsync(patience.Token)
                    ?? throw new EndOfStreamException($"The feed ended before '{expected}' came.");
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No event '{expected}' came.");
            }

            if (line.Length == 0 && data.Length > 0)
            {
                Assert.True(name == expected, $"Expected event '{expected}', got '{name}': {data}");
                return (name, JsonNode.Parse(data)!);
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = colon < 0 ? "" : line[(colon + 1)..].TrimStart(' ');
            switch (colon < 0 ? line : line[..colon])
            {
                case "id":
                    LastId = value;
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    data += value;
                    break;
            }
        }
    }

    /// <summary>Leaves.</summary>
    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
