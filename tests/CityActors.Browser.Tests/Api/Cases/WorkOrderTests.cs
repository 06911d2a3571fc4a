using System.Net.Http.Headers;

namespace CityActors.Browser.Tests.Api.Cases;

/// <summary>Work orders and crews over HTTP.</summary>
public sealed class WorkOrderTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Order_goes_its_way_with_evidence_and_its_incident_hears_of_it()
    {
        const string Crew = """{ "name": "Đội 3", "skills": [ "điện" ], "contact": "1900 0000" }""";
        Assert.Equal(200, (await city.Send(HttpMethod.Put, "/api/crews/doi-3", Crew)).Status);
        Assert.Contains((await city.Get("/api/crews")).Document["crews"]!.AsArray(), static crew => (string)crew!["id"]! == "doi-3");
        var opened = await city.Send(
            HttpMethod.Post, "/api/incidents", """{ "title": "Đèn hỏng", "family": "lighting", "severity": "medium" }""");
        var incident = (string)opened.Document["id"]!;
        var created = await city.Send(HttpMethod.Post, "/api/work-orders", $$"""
            { "title": "Thay bóng đèn", "severity": "medium", "incident": "{{incident}}", "crew": "doi-3", "needsEvidence": true,
              "dueAt": "2099-11-26T17:00:00+07:00" }
            """);
        Assert.True(created.Status == 201, created.Body);
        var id = (string)created.Document["id"]!;

        Assert.Equal(200, (await Move(id, "accept")).Status);
        Assert.Equal(200, (await Move(id, "start")).Status);
        (await Move(id, "finish", """{ "outcome": "Đã thay." }""")).IsProblem(409, "not-allowed", says: "evidence");
        using var photo = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);
        photo.Headers.ContentType = MediaTypeHeaderValue.Parse("image/jpeg");
        using var upload = await city.Client.PostAsync(
            new Uri($"/api/work-orders/{id}/attachments?name=sau.jpg", UriKind.Relative), photo);
        Assert.Equal(201, (int)upload.StatusCode);
        Assert.Equal(200, (await Move(id, "finish", """{ "outcome": "Đã thay." }""")).Status);
        (await Move(id, "return")).IsProblem(400, "bad-request-data", says: "reason");
        Assert.Equal(200, (await Move(id, "verify")).Status);

        var one = await city.Get($"/api/work-orders/{id}");
        Assert.Equal("verified", (string)one.Document["workOrder"]!["phase"]!);
        Assert.Equal("2099-11-26T10:00:00+00:00", (string)one.Document["workOrder"]!["dueAt"]!);
        var list = await city.Get($"/api/work-orders?incident={incident}&phase=verified&overdue=false&text=thay%20bong");
        Assert.Equal(id, (string)Assert.Single(list.Document["workOrders"]!.AsArray())!["id"]!);
        var told = await city.Until(
            $"/api/incidents/{incident}", static page => page["incident"]!["workOrders"]!.AsArray() is [var work]
                && (string)work!["phase"]! == "verified");
        Assert.Equal(id, (string)told["incident"]!["workOrders"]![0]!["id"]!);
    }

    [Fact]
    public async Task Time_that_passes_is_said_by_itself()
    {
        var created = await city.Send(HttpMethod.Post, "/api/work-orders", """
            { "title": "Dọn rác", "severity": "low", "dueAt": "2020-01-01T00:00:00Z" }
            """);
        var id = (string)created.Document["id"]!;

        var one = await city.Until($"/api/work-orders/{id}", static page => (bool)page["workOrder"]!["isOverdue"]!);

        Assert.Equal("overdue", (string)one["timeline"]!["entries"]![1]!["kind"]!);
        Assert.Contains(
            (await city.Get("/api/work-orders?overdue=true")).Document["workOrders"]!.AsArray(), order => (string)order!["id"]! == id);
    }

    [Fact]
    public async Task Unknown_order_crew_and_words_are_said()
    {
        (await city.Get("/api/work-orders/wo-1")).IsProblem(404, "not-found");
        (await Move("wo-" + new string('0', 32), "accept")).IsProblem(404, "not-found");
        (await city.Get("/api/work-orders?phase=x")).IsProblem(400, "invalid-request", "query phase");
        (await city.Send(HttpMethod.Put, "/api/crews/Đội", """{ "name": "x" }""")).IsProblem(400, "bad-request-data");
        (await city.Send(HttpMethod.Post, "/api/work-orders", """{ "title": "x", "severity": "low", "crew": "doi-9" }"""))
            .IsProblem(409, "not-allowed", says: "doi-9");
    }

    private Task<Answer> Move(string id, string move, string body = "{}") =>
        city.Send(HttpMethod.Post, $"/api/work-orders/{id}/{move}", body);
}
