using System.Text.Json.Nodes;
using CityActors.Web.Api.Documents;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Browser.Tests.Api;

public sealed class DocumentTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Every_route_of_the_api_is_documented_with_summary_answers_and_examples()
    {
        var document = await Read();
        var routes = city.Services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(static route => route.RoutePattern.RawText is { } path
                && (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/ngsi-ld/", StringComparison.Ordinal)))
            .ToList();
        var described = routes.Where(static route => route.Metadata.GetMetadata<ApiOperation>() is not null).ToList();
        Assert.True(described.Count >= 16, $"Only {described.Count} routes describe themselves.");
        foreach (var route in described)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single().ToLowerInvariant();
            var operation = document["paths"]![route.RoutePattern.RawText!]?[method]
                ?? throw new InvalidOperationException($"{method} {route.RoutePattern.RawText} is not documented.");
            Check(operation, $"{method} {route.RoutePattern.RawText}");
        }
    }

    [Fact]
    public async Task Every_reference_of_the_document_points_at_something()
    {
        var document = await Read();
        var references = new List<string>();
        Collect(document, references);
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            JsonNode? at = document;
            foreach (var step in reference.Split('/').Skip(1))
            {
                at = at?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            }

            Assert.True(at is not null, $"{reference} points at nothing.");
        }
    }

    [Fact]
    public async Task Operation_ids_are_used_once()
    {
        var ids = Operations(await Read()).Select(static operation =>
            (string?)operation.Operation["operationId"]).OfType<string>().ToList();
        Assert.Equal(ids.Distinct().Order(), ids.Order());
    }

    [Fact]
    public async Task What_the_document_says_of_numbers_and_words_is_what_is_checked()
    {
        foreach (var (path, method, operation) in Operations(await Read()))
        {
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                if ((string?)parameter!["in"] != "query" || method != "get" || parameter["schema"]!["maximum"] is not { } most)
                {
                    continue;
                }

                var name = (string)parameter["name"]!;
                var others = string.Concat((operation["parameters"]!.AsArray())
                    .Where(other => (string?)other!["in"] == "query" && (bool?)other["required"] == true)
                    .Select(static other => $"&{other!["name"]}={Uri.EscapeDataString((string)other["example"]!)}"));
                (await city.Get($"{path}?{name}={(long)most + 1}{others}")).IsProblem(400, "equest", $"query {name}", $"to {most}");
            }
        }
    }

    [Fact]
    public async Task Page_to_read_the_document_fetches_nothing_from_elsewhere()
    {
        var page = await city.Get("/api/docs/");
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("http://", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Body, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page.Body, StringComparison.Ordinal);
        foreach (var script in (string[])["scalar.js", "scalar.aspnetcore.js"])
        {
            Assert.Contains(script, page.Body, StringComparison.Ordinal);
            Assert.Equal(200, (await city.Get($"/api/docs/{script}")).Status);
        }
    }

    private static void Check(JsonNode operation, string name)
    {
        Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{name} has no summary.");
        Assert.False(string.IsNullOrEmpty((string?)operation["description"]), $"{name} has no description.");
        var responses = operation["responses"]!.AsObject();
        foreach (var status in (string[])["400", "500", "503"])
        {
            Assert.True(responses.ContainsKey(status), $"{name} does not say {status}.");
        }

        foreach (var (status, response) in responses)
        {
            Assert.False(string.IsNullOrEmpty((string?)response!["description"]), $"{name} {status} has no description.");
            foreach (var (mediaType, content) in response["content"]?.AsObject() ?? [])
            {
                Assert.True(content!["example"] is not null, $"{name} {status} {mediaType} has no example.");
                Assert.True(content["schema"] is not null, $"{name} {status} {mediaType} has no schema.");
            }
        }

        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), $"{name}: a parameter has no description.");
            Assert.True(parameter["example"] is not null, $"{name}: {parameter["name"]} has no example.");
        }
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "put" or "post" or "delete"
        select (path.Key, operation.Key, operation.Value!);

    private static void Collect(JsonNode? node, List<string> references)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == "$ref" && value is JsonValue)
                    {
                        references.Add((string)value!);
                    }

                    Collect(value, references);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, references);
                }

                break;
        }
    }

    private async Task<JsonNode> Read() => (await city.Get("/openapi/v1.json")).Document;
}
