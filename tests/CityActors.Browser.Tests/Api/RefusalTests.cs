namespace CityActors.Browser.Tests.Api;

/// <summary>Every refusal says what was expected, what came, and where.</summary>
public sealed class RefusalTests(ApiCity city) : IClassFixture<ApiCity>
{
    private const string Entities = "/ngsi-ld/v1/entities";
    private const string Twin = "twin=urn:ngsi-ld:Device:1&channel=pm25";

    [Theory]
    [InlineData(Entities, 400, "errors/InvalidRequest", "query type", "at least one of id, attrs and local=true")]
    [InlineData(Entities + "?type=Device&limit=1001", 400, "errors/InvalidRequest", "query limit", "from 0 to 1000, got '1001'")]
    [InlineData(Entities + "?type=Device&limit=0", 400, "errors/InvalidRequest", "query limit", "count=true")]
    [InlineData(Entities + "?type=Device&limit=1.5", 400, "errors/InvalidRequest", "query limit", "got '1.5'")]
    [InlineData(Entities + "?type=Device&offset=-1", 400, "errors/InvalidRequest", "query offset", "got '-1'")]
    [InlineData(Entities + "?type=Device&offset=1&after=x", 400, "errors/InvalidRequest", "query offset", "none together with after")]
    [InlineData(Entities + "?type=Device&type=Lamp", 400, "errors/InvalidRequest", "query type", "it came 2 times")]
    [InlineData(Entities + "?type=Device,,Lamp", 400, "errors/InvalidRequest", "query type", "one is empty")]
    [InlineData(Entities + "?type=Device&options=concise", 400, "errors/InvalidRequest", "query options", "got 'concise'")]
    [InlineData(Entities + "?type=Device&format=xml", 400, "errors/InvalidRequest", "query format", "got 'xml'")]
    [InlineData(Entities + "?type=Device&count=maybe", 400, "errors/InvalidRequest", "query count", "got 'maybe'")]
    [InlineData(Entities + "?type=Device&q=pm25>3", 422, "errors/OperationNotSupported", "query q", "'q' is not supported")]
    [InlineData(Entities + "?type=Device&attrs=a&count=true", 422, "errors/OperationNotSupported", "query count", "not supported")]
    [InlineData(Entities + "?tipe=Device", 400, "errors/InvalidRequest", "query", "got 'tipe'")]
    [InlineData(Entities + "?id=urn:ngsi-ld:Device", 400, "errors/BadRequestData", "query id", "got 'urn:ngsi-ld:Device'")]
    [InlineData(Entities + "/urn:ngsi-ld:Device:a..b", 400, "errors/BadRequestData", "path id", "without '..'")]
    [InlineData(Entities + "/urn:ngsi-ld:Device:a%22b", 400, "errors/BadRequestData", "path id", "quotes")]
    [InlineData(Entities + "/urn:ngsi-ld:1Device:a", 400, "errors/BadRequestData", "path id", "the type is a letter")]
    [InlineData(Entities + "/b%C3%A0i", 400, "errors/BadRequestData", "path id", "got 'bài'")]
    [InlineData(Entities + "/urn:ngsi-ld:Device:%00", 400, null, null, null)]
    [InlineData(Entities + "/urn:ngsi-ld:Device:missing", 404, "errors/ResourceNotFound", "path id", "urn:ngsi-ld:Device:missing")]
    public Task Read_of_an_entity_that_is_wrong_is_refused(string path, int status, string? kind, string? where, string? says) =>
        Refuses(path, status, kind, where, says);

    [Theory]
    [InlineData("/api/twins?limit=0", 400, "problem:invalid-request", "query limit", "from 1 to 1000, got '0'")]
    [InlineData("/api/twins?zone=centre", 400, "problem:bad-request-data", "query zone", "got 'centre'")]
    [InlineData("/api/twins/urn:ngsi-ld:Device:missing", 404, "problem:not-found", "path id", "Device:missing")]
    [InlineData("/api/twins/urn:ngsi-ld:Device:missing/relations", 404, "problem:not-found", "path id", "Device:missing")]
    [InlineData("/api/twins/urn:ngsi-ld:Device:missing/changes", 404, "problem:not-found", "path id", "Device:missing")]
    [InlineData("/api/history?channel=pm25&from=PT1H", 400, "problem:invalid-request", "query twin", "missing")]
    [InlineData("/api/history?" + Twin, 400, "problem:invalid-request", "query from", "missing")]
    [InlineData("/api/history?" + Twin + "&from=2026-11-25T07:00:00", 400, "problem:invalid-request", "query from", "Z or an offset")]
    [InlineData("/api/history?" + Twin + "&from=9999-12-31T23:59:59-23:59", 400, "problem:invalid-request", "query from", null)]
    [InlineData("/api/history?" + Twin + "&from=P1M", 400, "problem:invalid-request", "query from", "got 'P1M'")]
    [InlineData("/api/history?" + Twin + "&from=1900-01-01T00:00:00Z", 400, "problem:invalid-request", "query from", "at most 3660 days")]
    [InlineData("/api/history?" + Twin + "&from=PT1H&to=PT2H", 400, "problem:invalid-request", "query to", "later than 'from'")]
    [InlineData("/api/history?" + Twin + "&from=PT1H&every=PT1M", 400, "problem:invalid-request", "query every", "only together")]
    [InlineData("/api/history?" + Twin + "&from=PT1H&aggregate=mean", 400, "problem:invalid-request", "query every", "got none")]
    [InlineData("/api/history?" + Twin + "&from=P365D&aggregate=mean&every=PT1S", 400, "problem:invalid-request", "query every", "1000000")]
    [InlineData("/api/history?" + Twin + "&from=PT1H&aggregate=median", 400, "problem:invalid-request", "query aggregate", "'median'")]
    [InlineData("/api/history?" + Twin + "&from=PT1H&limit=100001", 400, "problem:invalid-request", "query limit", "got '100001'")]
    [InlineData("/api/history?twin=urn:ngsi-ld:Device:1&channel=%C3%A0&from=PT1H", 400, "problem:invalid-request", "query channel", "'à'")]
    [InlineData("/api/map", 400, "problem:invalid-request", "query bbox", "missing")]
    [InlineData("/api/map?bbox=1,2,3", 400, "problem:invalid-request", "query bbox", "got '1,2,3'")]
    [InlineData("/api/map?bbox=1e400,2,3,4", 400, "problem:invalid-request", "query bbox", "got '1e400,2,3,4'")]
    [InlineData("/api/map?bbox=NaN,2,3,4", 400, "problem:invalid-request", "query bbox", "got 'NaN,2,3,4'")]
    [InlineData("/api/map?bbox=3,2,1,4", 400, "problem:invalid-request", "query bbox", "west <= east")]
    [InlineData("/api/map/cells?bbox=0,0,90,60", 400, "problem:invalid-request", "query bbox", "at most 1024 map cells")]
    [InlineData("/api/map/changes", 400, "problem:invalid-request", "query bbox", "either bbox or cells")]
    [InlineData("/api/map/changes?bbox=0,0,90,60", 400, "problem:invalid-request", "query bbox", "at most 64 map cells")]
    [InlineData("/api/map/changes?cells=-1", 400, "problem:invalid-request", "query cells", "got '-1'")]
    [InlineData("/api/map/changes?cells=99999999999", 400, "problem:invalid-request", "query cells", "got '99999999999'")]
    [InlineData("/api/zones?limit=101", 400, "problem:invalid-request", "query limit", "geometry=false")]
    [InlineData("/api/quarantine?payload=whole", 400, "problem:invalid-request", "query limit", "at most 50")]
    [InlineData("/api/types?x=1", 400, "problem:invalid-request", "query", "got 'x'")]
    public Task Read_that_is_wrong_is_refused(string path, int status, string kind, string where, string? says) =>
        Refuses(path, status, kind, where, says);

    [Theory]
    [InlineData("[]", "body $")]
    [InlineData("null", "body $")]
    [InlineData("""{ "type": "Device" }""", "body $.id")]
    [InlineData("""{ "id": 7, "type": "Device" }""", "body $.id")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x" }""", "body $.type")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Lamp" }""", "body $.type")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": ["Device", "Lamp"] }""", "body $.type")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:a/../b", "type": "Device" }""", "body $.id")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": null }""", "body $.a")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "type": "Property" } }""", "body $.a.value")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "type": "Property", "value": null } }""", "body $.a.value")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "value": 1e400 } }""", "body $.a.value")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "value": [1, [2, -1e999]] } }""", "body $.a.value[1][1]")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "value": 1, "observedAt": 1 } }""", "body $.a.observedAt")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "value": 1, "unitCode": 5 } }""", "body $.a.unitCode")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "type": "GeoProperty", "value": 1 } }""", "body $.a.value")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "object": "x" } }""", "body $.a.object")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "type": "Relationship" } }""", "body $.a.object")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": { "x": 1 } }""", "body $.a")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "": 1 }""", "body $")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a#notes": 1 }""", "body $")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "@context": "https://example.org" }""", "body $.@context")]
    public async Task Entity_that_is_wrong_is_refused(string body, string where) =>
        (await city.Send(HttpMethod.Post, Entities, body)).IsProblem(400, "errors/BadRequestData", where);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "id": "urn:ngsi-ld:Device:y", "type": "Device" }""")]
    [InlineData("""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": NaN }""")]
    public async Task Body_that_is_no_json_is_refused(string body) =>
        (await city.Send(HttpMethod.Post, Entities, body)).IsProblem(400, "errors/InvalidRequest", "body");

    [Fact]
    public async Task Body_nested_too_deep_is_refused() =>
        (await city.Send(HttpMethod.Post, Entities, new string('[', 40) + new string(']', 40))).IsProblem(400, "errors/InvalidRequest",
            "body");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Body_of_another_media_type_is_refused(string mediaType) =>
        (await city.Send(HttpMethod.Post, Entities, "{}", mediaType)).IsProblem(415, "unsupported-media-type", "header Content-Type");

    [Theory]
    [InlineData("POST", Entities, 2 << 20)]
    [InlineData("PUT", "/api/zones", 6 << 20)]
    [InlineData("POST", "/api/twins/read", 512 << 10)]
    [InlineData("POST", "/api/quarantine/discard", 768 << 10)]
    public async Task Body_larger_than_its_limit_is_refused(string method, string path, int bytesMax) =>
        (await city.Send(new HttpMethod(method), path, new string(' ', bytesMax + 1))).IsProblem(413, "too-large", "body", $"{bytesMax}");

    [Theory]
    [InlineData("VocabProperty", """{ "type": "VocabProperty", "vocab": "free" }""")]
    [InlineData("several values", """[{ "type": "Property", "value": 1 }, { "type": "Property", "value": 2, "datasetId": "urn:x:1" }]""")]
    public async Task Attribute_of_a_kind_the_city_does_not_keep_is_not_supported(string says, string attribute) =>
        (await city.Send(HttpMethod.Post, Entities, $$"""{ "id": "urn:ngsi-ld:Device:x", "type": "Device", "a": {{attribute}} }"""))
            .IsProblem(422, "errors/OperationNotSupported", says: says);

    [Theory]
    [InlineData("/api/twins/read", """{ "ids": [] }""", "body $.ids")]
    [InlineData("/api/twins/read", """{ "ids": ["urn:ngsi-ld:Device:1", "x"] }""", "body $.ids[1]")]
    [InlineData("/api/twins/read", """{ "ids": [null] }""", null)]
    [InlineData("/api/twins/read", """{ "ids": "urn:ngsi-ld:Device:1" }""", "body $.ids")]
    [InlineData("/api/twins/read", "{}", "body $")]
    [InlineData("/api/quarantine/replay", """{ "ids": [] }""", "body $.ids")]
    [InlineData("/api/quarantine/discard", """{ "ids": ["a", ""] }""", "body $.ids[1]")]
    public async Task Batch_that_is_wrong_is_refused(string path, string body, string? where) =>
        (await city.Send(HttpMethod.Post, path, body)).IsProblem(400, "problem:bad-request-data", where);

    [Fact]
    public async Task Batch_of_too_many_is_refused()
    {
        var ids = string.Join(',', Enumerable.Range(0, 1_001).Select(static number => $"\"urn:ngsi-ld:Device:{number}\""));
        (await city.Send(HttpMethod.Post, "/api/twins/read", $$"""{ "ids": [{{ids}}] }"""))
            .IsProblem(400, "problem:bad-request-data", "body $.ids", "Expected 1-1000 ids, got 1001.");
    }

    [Theory]
    [InlineData("nonsense", 400, "header City-At-Least")]
    [InlineData("1.0.5,", 0, null)]
    [InlineData("1.0.999999999", 400, null)]
    public async Task Position_that_was_never_given_out_is_refused(string position, int status, string? where)
    {
        var answer = await city.Get("/api/twins?limit=1", ("City-At-Least", position));
        if (status > 0)
        {
            answer.IsProblem(status, status == 400 && where is null ? "bad-request-data" : "invalid-request", where);
        }
    }

    [Fact]
    public async Task Tenant_that_is_unknown_is_refused()
    {
        (await city.Get(Entities + "?type=Device", ("NGSILD-Tenant", "elsewhere")))
            .IsProblem(404, "errors/NonexistentTenant", "header NGSILD-Tenant", "got 'elsewhere'");
        Assert.Equal(200, (await city.Get(Entities + "?type=Device", ("NGSILD-Tenant", "default"))).Status);
    }

    [Theory]
    [InlineData("/api/map/changes?cells=0", "not one")]
    [InlineData("/api/map/changes?cells=0", "AAAA")]
    [InlineData("/api/twins/urn:ngsi-ld:Device:1/changes", "1.2")]
    public async Task Feed_that_goes_on_after_nonsense_is_refused(string path, string lastId) =>
        (await city.Get(path, ("Last-Event-ID", lastId))).IsProblem(400, "problem:invalid-request", "header Last-Event-ID");

    private async Task Refuses(string path, int status, string? kind, string? where, string? says)
    {
        var answer = await city.Get(path);
        if (kind is null)
        {
            Assert.Equal(status, answer.Status);
            return;
        }

        answer.IsProblem(status, kind, where, says);
    }
}
