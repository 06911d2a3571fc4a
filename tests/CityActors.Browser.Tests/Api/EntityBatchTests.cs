namespace CityActors.Browser.Tests.Api;

public sealed class EntityBatchTests(ApiCity city) : IClassFixture<ApiCity>
{
    private const string Upsert = "/ngsi-ld/v1/entityOperations/upsert?options=update";

    [Fact]
    public async Task New_entities_are_created_and_named()
    {
        var (one, two) = (ApiCity.NewId(), ApiCity.NewId("Vehicle"));
        var answer = await city.Send(HttpMethod.Post, Upsert, $"[{Entity(one, 1)}, {Entity(two, 2)}]");
        Assert.Equal(201, answer.Status);
        answer.Is($"""["{one}", "{two}"]""");
        var read = await city.Get($"/ngsi-ld/v1/entities/{two}?options=keyValues", ("City-At-Least", answer.Headers["City-Position"]));
        Assert.Equal(2, (int)read.Document["number"]!);
    }

    [Fact]
    public async Task Known_entities_keep_what_is_not_named()
    {
        var id = ApiCity.NewId();
        await city.Create($$"""{ "id": "{{id}}", "type": "AirQualityObserved", "name": "Trạm", "number": 1 }""");
        var answer = await city.Send(HttpMethod.Post, Upsert, $"[{Entity(id, 2)}]");
        Assert.Equal((204, ""), (answer.Status, answer.Body));
        var read = await city.Get($"/ngsi-ld/v1/entities/{id}?options=keyValues", ("City-At-Least", answer.Headers["City-Position"]));
        Assert.Equal((2, "Trạm"), ((int)read.Document["number"]!, (string)read.Document["name"]!));
    }

    [Fact]
    public async Task A_wrong_entity_is_told_and_the_others_are_done()
    {
        var id = ApiCity.NewId();
        var wrong = """{ "id": "urn:ngsi-ld:Device:x", "type": "Sensor" }""";
        var answer = await city.Send(HttpMethod.Post, Upsert, $"[{wrong}, {Entity(id, 7)}, {Entity(id, 8)}]");
        Assert.Equal(207, answer.Status);
        Assert.Equal(id, (string)answer.Document["success"]![0]!);
        Assert.Equal(2, answer.Document["errors"]!.AsArray().Count);
        Assert.Equal("urn:ngsi-ld:Device:x", (string)answer.Document["errors"]![0]!["entityId"]!);
        Assert.EndsWith("BadRequestData", (string)answer.Document["errors"]![0]!["error"]!["type"]!, StringComparison.Ordinal);
        var read = await city.Get($"/ngsi-ld/v1/entities/{id}?options=keyValues", ("City-At-Least", answer.Headers["City-Position"]));
        Assert.Equal(7, (int)read.Document["number"]!);
    }

    [Fact]
    public async Task Lists_of_none_or_too_many_and_replacing_are_refused()
    {
        (await city.Send(HttpMethod.Post, Upsert, "[]")).IsProblem(400, "BadRequestData", "body $");
        (await city.Send(HttpMethod.Post, Upsert, $"[{string.Join(",", Enumerable.Repeat("1", 1_001))}]")).IsProblem(400, "BadRequestData");
        (await city.Send(HttpMethod.Post, "/ngsi-ld/v1/entityOperations/upsert", "[1]")).IsProblem(400, "InvalidRequest", "query options");
        (await city.Send(HttpMethod.Post, Upsert.Replace("update", "replace", StringComparison.Ordinal), "[1]"))
            .IsProblem(400, "InvalidRequest", "query options");
    }

    [Fact]
    public async Task Expiry_is_a_duration_of_a_second_or_more()
    {
        foreach (var wrong in new[] { "\"soon\"", "\"PT0.5S\"", "60" })
        {
            var expiry = $$"""{ "type": "Property", "value": {{wrong}} }""";
            var entity = $$"""{ "id": "{{ApiCity.NewId("Vehicle")}}", "type": "Vehicle", "expiresAfter": {{expiry}} }""";
            (await city.Send(HttpMethod.Post, "/ngsi-ld/v1/entities", entity))
                .IsProblem(400, "BadRequestData", "body $.expiresAfter.value");
        }
    }

    [Fact]
    public async Task A_vehicle_with_an_expiry_expires_when_it_is_silent()
    {
        var id = ApiCity.NewId("Vehicle");
        await city.Create($$"""{ "id": "{{id}}", "type": "Vehicle", "expiresAfter": { "type": "Property", "value": "PT1S" } }""");
        await city.Report(id, """{ "speed": 30 }""");
        await city.Until($"/api/twins/{id}", static twin => (bool)twin["expired"]!);
    }

    private static string Entity(string id, int number) =>
        $$"""{ "id": "{{id}}", "type": "{{id.Split(':')[2]}}", "number": { "type": "Property", "value": {{number}} } }""";
}
