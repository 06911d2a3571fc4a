using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

public sealed class TwinTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Twin_has_its_channels_with_quality_and_position()
    {
        var id = ApiCity.NewId();
        await city.Create($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved", "name": "Trạm Bến Thành", "pm25": { "value": 1, "unitCode": "GQ" },
              "location": { "type": "Point", "coordinates": [106.698, 10.7721] }
            }
            """);
        await city.Report(id, """{ "observedAt": "2026-11-25T00:00:00Z", "no2": 17.25 }""");
        var twin = (await city.Until($"/api/twins/{id}",
            static twin => twin["channels"]!.AsArray() is { Count: 2 } channels && channels[0]!["value"] is not null)).AsObject();
        foreach (var varying in (string[])["registeredAt", "changedAt", "position"])
        {
            Assert.NotNull(twin[varying]);
            twin.Remove(varying);
        }

        var channel = twin["channels"]![0]!.AsObject();
        foreach (var varying in (string[])["arrivedAt", "ageSeconds", "position"])
        {
            Assert.NotNull(channel[varying]);
            channel.Remove(varying);
        }

        var expected = JsonNode.Parse($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved", "name": "Trạm Bến Thành",
              "location": { "type": "Point", "coordinates": [106.698, 10.7721] }, "zone": null, "roadSegment": null, "expired": false,
              "channels": [
                { "name": "no2", "value": 17.25, "unit": "ug/m3", "quality": "good", "observedAt": "2026-11-25T00:00:00+00:00" },
                {
                  "name": "pm25", "value": null, "unit": "GQ", "quality": "unknown", "observedAt": null, "arrivedAt": null,
                  "ageSeconds": null, "position": null
                }
              ],
              "attributes": { "name": "Trạm Bến Thành", "pm25": 1, "location": { "type": "Point", "coordinates": [106.698, 10.7721] } },
              "relations": []
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, twin), twin.ToJsonString());
    }

    [Theory]
    [InlineData("nguyen hue")]
    [InlineData("Nguyễn Huệ")]
    public async Task Search_finds_with_and_without_diacritics(string text)
    {
        var mark = $"m{Guid.NewGuid():N}"[..12];
        var position = await city.Create(
            $$"""{ "id": "{{ApiCity.NewId("Building")}}", "type": "Building", "name": "Phố đi bộ Nguyễn Huệ {{mark}}" }""");
        var found = await city.Get($"/api/twins?type=Building&text={Uri.EscapeDataString($"{text} {mark}")}", ("City-At-Least", position));
        Assert.True((long?)found.Document["total"] == 1, found.Body);
        Assert.Equal($"Phố đi bộ Nguyễn Huệ {mark}", (string?)found.Document["twins"]![0]!["name"]);
    }

    [Fact]
    public async Task List_is_paged_by_its_link_to_the_end()
    {
        var positions = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            positions.Add(await city.Create($$"""{ "id": "urn:ngsi-ld:Paged:{{number}}", "type": "Paged", "odd": {{number % 2}} }"""));
        }

        var seen = new List<string>();
        string? next = "/api/twins?type=Paged&limit=2";
        while (next is not null)
        {
            var page = await city.Get(next, ("City-At-Least", string.Join(',', positions)));
            Assert.Equal(5, (long?)page.Document["total"]);
            seen.AddRange(page.Document["twins"]!.AsArray().Select(static twin => (string)twin!["id"]!));
            next = NextOf(page);
        }

        var expected = Enumerable.Range(0, 5).Select(static number => $"urn:ngsi-ld:Paged:{number}").ToList();
        Assert.Equal(expected, seen);
        Assert.Equal(expected, await Walk("/ngsi-ld/v1/entities?type=Paged&limit=2"));
        Assert.Equal(expected[1..], await Walk("/ngsi-ld/v1/entities?type=Paged&limit=3&offset=1"));
        Assert.Equal(expected, await Walk("/ngsi-ld/v1/entities?type=Paged,Absent&attrs=odd&limit=1"));
        var counted = await city.Get("/ngsi-ld/v1/entities?type=Paged,Absent&limit=0&count=true");
        Assert.Equal(("5", "[]"), (counted.Headers["NGSILD-Results-Count"], counted.Body));
    }

    [Fact]
    public async Task Entities_of_several_types_come_in_the_order_of_their_ids()
    {
        var ids = (string[])["urn:ngsi-ld:Order1:a", "urn:ngsi-ld:Order:a", "urn:ngsi-ld:OrderB:a", "urn:ngsi-ld:OrderB:b"];
        var positions = new List<string>();
        foreach (var id in ids)
        {
            positions.Add(await city.Create($$"""{ "id": "{{id}}", "type": "{{id.Split(':')[2]}}" }"""));
        }

        await city.Get("/api/twins?limit=1", ("City-At-Least", string.Join(',', positions)));
        Assert.Equal(ids, await Walk("/ngsi-ld/v1/entities?type=OrderB,Order,Order1&limit=1"));
        Assert.Equal([ids[1], ids[3]], await Walk($"/ngsi-ld/v1/entities?id={ids[3]},{ids[1]},urn:ngsi-ld:Order:none"));
    }

    [Fact]
    public async Task Many_twins_are_read_in_one_call()
    {
        var ids = Enumerable.Range(0, 20).Select(static _ => ApiCity.NewId("Device")).ToArray();
        var positions = await Task.WhenAll(ids.Select(id => city.Create($$"""{ "id": "{{id}}", "type": "Device" }""")));
        var absent = ApiCity.NewId("Device");
        var body = $$"""{ "ids": [{{string.Join(',', ids.Append(absent).Select(static id => $"\"{id}\""))}}] }""";
        var newest = positions.GroupBy(static position => position.Split('.')[1]).Select(static group => group.MaxBy(static position =>
            long.Parse(position.Split('.')[2], System.Globalization.CultureInfo.InvariantCulture))!);
        var answer = await city.Send(HttpMethod.Post, "/api/twins/read", body, ApiCity.Json, ("City-At-Least", string.Join(',', newest)));
        Assert.Equal(ids, answer.Document["twins"]!.AsArray().Select(static twin => (string)twin!["id"]!));
        Assert.Equal([absent], answer.Document["missing"]!.AsArray().Select(static id => (string)id!));
    }

    [Fact]
    public async Task Relations_are_given_both_ways()
    {
        var (building, device) = (ApiCity.NewId("Building"), ApiCity.NewId("Device"));
        await city.Create($$"""{ "id": "{{building}}", "type": "Building" }""");
        await city.Create($$"""{ "id": "{{device}}", "type": "Device", "refBuilding": { "object": "{{building}}" } }""");
        var relation = $$"""[ { "subject": "{{device}}", "name": "refBuilding", "object": "{{building}}" } ]""";
        (await city.Get($"/api/twins/{device}/relations")).Is($$"""{ "outgoing": {{relation}}, "incoming": [] }""");
        var incoming = await city.Until($"/api/twins/{building}/relations", static both => both["incoming"]!.AsArray().Count > 0);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "outgoing": [], "incoming": {{relation}} }"""), incoming));
    }

    [Fact]
    public async Task Types_are_counted()
    {
        var position = await city.Create("""{ "id": "urn:ngsi-ld:Counted:1", "type": "Counted" }""");
        await city.Get("/api/twins?limit=1", ("City-At-Least", position));
        var types = (await city.Get("/api/types")).Document["types"]!.AsArray();
        Assert.Equal(1, (long?)types.Single(static type => (string?)type!["type"] == "Counted")!["count"]);
    }

    private static string? NextOf(Answer page) => page.Headers.GetValueOrDefault("Link")?.Split(',')
        .Where(static link => link.Contains("rel=\"next\"", StringComparison.Ordinal))
        .Select(static link => link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)])
        .SingleOrDefault();

    private async Task<List<string>> Walk(string? path)
    {
        var seen = new List<string>();
        while (path is not null)
        {
            var page = await city.Get(path);
            Assert.True(page.Status == 200, $"{path}: {page.Status} {page.Body}");
            seen.AddRange(page.Document.AsArray().Select(static entity => (string)entity!["id"]!));
            path = NextOf(page);
        }

        return seen;
    }
}
