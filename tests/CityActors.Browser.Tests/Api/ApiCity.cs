using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityActors.Silo.Hosting;
using CityActors.Silo.Hosting.Settings;
using CityActors.TestKit;

namespace CityActors.Browser.Tests.Api;

/// <summary>A whole city in this process, on ports and a data folder of its own, and a caller of its API.</summary>
public sealed class ApiCity : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("city-api-");
    private City? city;

    /// <summary>A caller.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Services of the city.</summary>
    public IServiceProvider Services => city!.Services;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var (http, mqtt) = Ports.Two();
        var command = CityCommand.Parse(
        [
            "--data", data.FullName, "--http", $"127.0.0.1:{http}", "--mqtt", $"127.0.0.1:{mqtt}",
            "--Logging:LogLevel:Default", "Warning", "--City:Live:FeedsMax", "8", "--City:Seeds", "false",
        ]);
        city = await CityHost.Build(command);
        await city.Start();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}"), Timeout = Patience };
        using var patience = new CancellationTokenSource(Patience);
        while ((await Client.GetAsync("/health/ready", patience.Token)).StatusCode != HttpStatusCode.OK)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (city is not null)
        {
            await city.DisposeAsync();
        }

        data.Delete(recursive: true);
    }

    /// <summary>An id that no other test has.</summary>
    public static string NewId(string type = "AirQualityObserved") => $"urn:ngsi-ld:{type}:{Guid.NewGuid():N}";

    /// <summary>Asks for something.</summary>
    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, ApiCity.Json, headers);

    /// <summary>Media type of plain JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Sends something.</summary>
    public async Task<Answer> Send(
        HttpMethod method, string path, string? body = null, string mediaType = Json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Client.BaseAddress!, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (mediaType.Length > 0)
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
            }
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), $"Header {name} cannot be sent.");
        }

        using var response = await Client.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                static header => header.Key, static header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>Creates an entity and answers its position.</summary>
    public async Task<string> Create(string entity)
    {
        var answer = await Send(HttpMethod.Post, "/ngsi-ld/v1/entities", entity);
        Assert.True(answer.Status == 201, answer.Body);
        return answer.Headers["City-Position"];
    }

    /// <summary>A device reports; the answer comes when that is durable.</summary>
    public async Task Report(string id, string reading)
    {
        var parts = id.Split(':', 4);
        var answer = await Send(HttpMethod.Post, $"/ingest/telemetry/{parts[2]}/{parts[3]}", reading);
        Assert.True(answer.Status == 204, $"{answer.Status} {answer.Body}");
    }

    /// <summary>Reads a twin until it is as wanted.</summary>
    public async Task<JsonNode> Until(string path, Func<JsonNode, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await Get(path);
            if (answer.Status == 200 && isWanted(answer.Document))
            {
                return answer.Document;
            }

            Assert.False(patience.IsCancellationRequested, $"{path} did not become what was waited for: {answer.Body}");
        }
    }
}

/// <summary>An answer of the API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MediaType">Media type; null without a body.</param>
/// <param name="Headers">Headers by name.</param>
/// <param name="Body">Body.</param>
public sealed record Answer(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Document => JsonNode.Parse(Body)!;

    /// <summary>The answer is this document, whatever the order of members.</summary>
    public void Is(string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Document), $"Expected {expected}{Environment.NewLine}got {Body}");

    /// <summary>The answer is a problem.</summary>
    public void IsProblem(int status, string kind, string? where = null, string? says = null)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Body}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.EndsWith(kind, (string)Document["type"]!, StringComparison.Ordinal);
        Assert.Equal(status, (int)Document["status"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)Document["title"]!));
        if (where is not null)
        {
            Assert.Equal(where, (string?)Document["where"]);
        }

        if (says is not null)
        {
            Assert.Contains(says, (string)Document["detail"]!, StringComparison.Ordinal);
        }
    }
}
