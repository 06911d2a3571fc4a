using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

public sealed class EntityTests(ApiCity city) : IClassFixture<ApiCity>
{
    private const string Root = "/ngsi-ld/v1/entities";

    [Fact]
    public async Task Entity_is_created_read_and_deleted()
    {
        var id = ApiCity.NewId();
        var entity = $$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved",
              "name": { "type": "Property", "value": "Trạm Bến Thành", "providedBy": { "type": "Relationship", "object": "urn:x:1" } },
              "pm25": { "type": "Property", "value": 12.5, "unitCode": "GQ", "observedAt": "2026-11-25T00:00:00Z" },
              "location": { "type": "GeoProperty", "value": { "type": "Point", "coordinates": [106.698, 10.7721] } },
              "refDevice": { "type": "Relationship", "object": "urn:ngsi-ld:Device:17" },
              "title": { "type": "LanguageProperty", "languageMap": { "vi": "Chợ", "en": "Market" } }
            }
            """;
        var created = await city.Send(HttpMethod.Post, Root, entity);
        Assert.Equal(201, created.Status);
        Assert.Equal($"{Root}/{id}", created.Headers["Location"]);
        Assert.Matches(@"^1\.\d+\.\d+$", created.Headers["City-Position"]);
        Assert.Empty(created.Body);

        var read = await city.Get($"{Root}/{id}", ("City-At-Least", created.Headers["City-Position"]));
        Assert.Equal((200, ApiCity.Json), (read.Status, read.MediaType));
        read.Is(entity);
        Assert.Equal(
            "<https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld>;rel=\"http://www.w3.org/ns/json-ld#context\";"
            + "type=\"application/ld+json\"",
            read.Headers["Link"]);

        var deleted = await city.Send(HttpMethod.Delete, $"{Root}/{id}");
        Assert.Equal((204, ""), (deleted.Status, deleted.Body));
        (await city.Get($"{Root}/{id}", ("City-At-Least", deleted.Headers["City-Position"]))).IsProblem(404, "errors/ResourceNotFound",
            "path id");
        (await city.Send(HttpMethod.Delete, $"{Root}/{id}")).IsProblem(404, "errors/ResourceNotFound", "path id");
    }

    [Fact]
    public async Task Simplified_entity_has_names_and_values()
    {
        var id = ApiCity.NewId();
        var position = await city.Create($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved", "pm25": 12.5, "isOn": true, "levels": [1, 2],
              "location": { "type": "Point", "coordinates": [106.698, 10.7721] },
              "refDevice": [
                { "type": "Relationship", "object": "urn:ngsi-ld:Device:17", "datasetId": "urn:x:1" },
                { "type": "Relationship", "object": "urn:ngsi-ld:Device:18" }
              ],
              "title": { "languageMap": { "vi": "Chợ" } }
            }
            """);
        var expected = $$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved", "pm25": 12.5, "isOn": true, "levels": [1, 2],
              "location": { "type": "Point", "coordinates": [106.698, 10.7721] },
              "refDevice": ["urn:ngsi-ld:Device:17", "urn:ngsi-ld:Device:18"],
              "title": { "languageMap": { "vi": "Chợ" } }
            }
            """;
        foreach (var query in (string[])["options=keyValues", "options=simplified", "format=keyValues",
            "format=simplified&options=normalized"])
        {
            (await city.Get($"{Root}/{id}?{query}", ("City-At-Least", position))).Is(expected);
        }

        (await city.Get($"{Root}/{id}?format=keyValues&attrs=isOn,nothing"))
            .Is($$"""{ "id": "{{id}}", "type": "AirQualityObserved", "isOn": true }""");
        (await city.Get($"{Root}/{id}?attrs=nothing")).IsProblem(404, "errors/ResourceNotFound", "query attrs");
        (await city.Get($"{Root}/{id}?attrs=refDevice")).Is($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved",
              "refDevice": [
                { "type": "Relationship", "object": "urn:ngsi-ld:Device:17", "datasetId": "urn:ngsi-ld:Device:17" },
                { "type": "Relationship", "object": "urn:ngsi-ld:Device:18", "datasetId": "urn:ngsi-ld:Device:18" }
              ]
            }
            """);
    }

    [Fact]
    public async Task Reading_becomes_a_property_with_what_is_known_of_it()
    {
        var id = ApiCity.NewId();
        await city.Create($$"""{ "id": "{{id}}", "type": "AirQualityObserved", "pm25": { "value": 1, "unitCode": "GQ" } }""");
        await city.Report(id, """{ "observedAt": "2026-11-25T00:00:00Z", "pm25": 37.5 }""");
        var entity = (await city.Until($"{Root}/{id}", static entity => (double?)entity["pm25"]!["value"] == 37.5))["pm25"]!.AsObject();

        Assert.True((double)entity["ageSeconds"]!["value"]! >= 0);
        Assert.Matches(@"^1\.\d+\.\d+$", (string)entity["logPosition"]!["value"]!);
        var arrived = (string)entity["arrivedAt"]!["value"]!["@value"]!;
        Assert.EndsWith("Z", arrived, StringComparison.Ordinal);
        entity.Remove("ageSeconds");
        entity.Remove("logPosition");
        entity.Remove("arrivedAt");
        var expected = JsonNode.Parse("""
            {
              "type": "Property", "value": 37.5, "observedAt": "2026-11-25T00:00:00Z", "unitCode": "GQ",
              "quality": { "type": "Property", "value": "good" }
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, entity), entity.ToJsonString());
    }

    [Fact]
    public async Task Media_type_and_context_are_those_that_are_asked_for()
    {
        const string Link = "<https://example.org/city.jsonld>; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
        var id = ApiCity.NewId();
        var created = await city.Send(
            HttpMethod.Post,
            Root,
            $$"""{ "id": "{{id}}", "type": "AirQualityObserved", "@context": ["https://example.org/city.jsonld"] }""",
            "application/ld+json");
        Assert.Equal(201, created.Status);

        var linked = await city.Get($"{Root}/{id}", ("Accept", "application/ld+json"), ("Link", Link));
        Assert.Equal("application/ld+json", linked.MediaType);
        Assert.False(linked.Headers.ContainsKey("Link"));
        linked.Is($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved",
              "@context": ["https://example.org/city.jsonld", "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld"]
            }
            """);
        var plain = await city.Get($"{Root}/{id}", ("Accept", "application/ld+json;q=0.1, */*"), ("Link", Link));
        Assert.Equal(ApiCity.Json, plain.MediaType);
        Assert.StartsWith("<https://example.org/city.jsonld>", plain.Headers["Link"], StringComparison.Ordinal);
        (await city.Get($"{Root}/{id}", ("Accept", "text/html"))).IsProblem(406, "not-acceptable", "header Accept");
        (await city.Get($"{Root}/{id}", ("Link", "<nothing>; rel=\"http://www.w3.org/ns/json-ld#context\"")))
            .IsProblem(400, "errors/BadRequestData", "header Link");
    }

    [Fact]
    public async Task Id_is_read_with_letters_and_percent_encoded()
    {
        var name = $"Chợ Bến Thành {Guid.NewGuid():N}";
        var id = $"urn:ngsi-ld:Building:{Uri.EscapeDataString(name)}";
        var created = await city.Send(HttpMethod.Post, Root, $$"""{ "id": "urn:ngsi-ld:Building:{{name}}", "type": "Building" }""");
        Assert.Equal(201, created.Status);
        foreach (var path in (string[])
            [created.Headers["Location"], $"{Root}/{Uri.EscapeDataString(id)}",
                $"{Root}/urn:ngsi-ld:Building:{Uri.EscapeDataString(name)}"])
        {
            (await city.Get(path)).Is($$"""{ "id": "{{id}}", "type": "Building" }""");
        }
    }

    [Fact]
    public async Task Entity_that_exists_is_not_created_again()
    {
        var entity = $$"""{ "id": "{{ApiCity.NewId()}}", "type": "AirQualityObserved" }""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => city.Send(HttpMethod.Post, Root, entity)));
        Assert.Single(answers, static answer => answer.Status == 201);
        foreach (var refused in answers.Where(static answer => answer.Status != 201))
        {
            refused.IsProblem(409, "https://uri.etsi.org/ngsi-ld/errors/AlreadyExists", "body $.id");
        }
    }
}
