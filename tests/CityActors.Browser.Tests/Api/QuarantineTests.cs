namespace CityActors.Browser.Tests.Api;

public sealed class QuarantineTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task What_was_refused_is_listed_fed_again_and_discarded()
    {
        var twin = ApiCity.NewId("Device");
        var local = twin.Split(':')[3];
        const string Far = """{ "observedAt": "2099-01-01T00:00:00Z", "pm25": 1 }""";
        Assert.NotEqual(500, (await city.Send(HttpMethod.Post, $"/ingest/telemetry/Device/{local}", Far)).Status);

        var page = await city.Until("/api/quarantine?limit=1", static page => (long?)page["total"] > 0);
        var entry = page["entries"]![0]!.AsObject();
        var id = (string)entry["id"]!;
        Assert.Equal(
            ["id", "source", "topic", "reason", "detail", "arrivedAt", "contentType", "payloadBytes", "text", "base64", "isWhole"],
            entry.Select(static member => member.Key));
        Assert.False(string.IsNullOrEmpty((string?)entry["detail"]));
        var source = (string)entry["source"]!;
        Assert.Empty((await city.Get("/api/quarantine?source=nobody")).Document["entries"]!.AsArray());
        Assert.NotEmpty((await city.Get($"/api/quarantine?source={Uri.EscapeDataString(source)}")).Document["entries"]!.AsArray());

        var ids = $$"""{ "ids": ["{{id}}", "none"] }""";
        (await city.Send(HttpMethod.Post, "/api/quarantine/replay", ids)).Is("""{ "accepted": 0, "refused": 1, "unknown": 1 }""");
        (await city.Send(HttpMethod.Post, "/api/quarantine/discard", ids)).Is("""{ "discarded": 1 }""");
        (await city.Send(HttpMethod.Post, "/api/quarantine/discard", ids)).Is("""{ "discarded": 0 }""");
    }
}
