using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api.Cases;

/// <summary>Incidents and their files over HTTP.</summary>
public sealed class IncidentTests(ApiCity city) : IClassFixture<ApiCity>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];

    [Fact]
    public async Task Incident_is_opened_once_for_a_key_moved_read_and_listed()
    {
        var family = Family();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var opened = await city.Send(HttpMethod.Post, "/api/incidents", Body(family), headers: key);
        Assert.True(opened.Status == 201, opened.Body);
        var id = (string)opened.Document["id"]!;
        Assert.Equal($"/api/incidents/{id}", opened.Headers["Location"]);
        var again = await city.Send(HttpMethod.Post, "/api/incidents", Body(family), headers: key);
        Assert.Equal((id, false), ((string)again.Document["id"]!, (bool)again.Document["isChanged"]!));

        var acknowledged = await Move(id, "acknowledge", """{ "reason": "đã gọi" }""", ("If-Match", opened.Headers["ETag"]));
        Assert.Equal((200, "\"2\""), (acknowledged.Status, acknowledged.Headers["ETag"]));

        var one = await city.Get($"/api/incidents/{id}");
        Assert.Equal("acknowledged", (string)one.Document["incident"]!["phase"]!);
        Assert.Equal("high", (string)one.Document["incident"]!["severity"]!);
        var entries = one.Document["timeline"]!["entries"]!.AsArray();
        Assert.Equal(["opened", "acknowledged"], entries.Select(static entry => (string)entry!["kind"]!));
        Assert.Equal("đã gọi", (string)one.Document["timeline"]!["entries"]![1]!["reason"]!);
        Assert.Equal("\"2\"", one.Headers["ETag"]);
        var list = await city.Get(
            $"/api/incidents?family={family}&phase=acknowledged&text=ngap",
            ("City-Case-At-Least", acknowledged.Headers["City-Case-Position"]));
        Assert.Equal(id, (string)Assert.Single(list.Document["incidents"]!.AsArray())!["id"]!);
        var counts = await city.Get($"/api/incidents/counts?family={family}");
        Assert.Equal(1, (long)Assert.Single(counts.Document["counts"]!.AsArray())!["count"]!);
        Assert.Empty((await city.Get($"/api/incidents?family={family}&phase=closed")).Document["incidents"]!.AsArray());
    }

    [Fact]
    public async Task Second_operator_is_told_who_was_first_and_an_illegal_move_what_is_allowed()
    {
        var id = await Open();
        var before = (await city.Get($"/api/incidents/{id}")).Headers["ETag"];
        await Move(id, "acknowledge");

        var second = await Move(id, "acknowledge");
        second.IsProblem(409, "conflict", says: "acknowledged by api:127.0.0.1");
        Assert.Equal("acknowledged", (string)second.Document["first"]!["kind"]!);
        Assert.Equal("api:127.0.0.1", (string)second.Document["first"]!["actor"]!);
        (await Move(id, "start", "{}", ("If-Match", before))).IsProblem(412, "version-mismatch", says: "Expected version 1, it is 2");
        var illegal = await Move(id, "close");
        illegal.IsProblem(409, "not-allowed", says: "Allowed: start, resolve");
        Assert.Equal(["start", "resolve"], illegal.Document["allowed"]!.AsArray().Take(2).Select(static name => (string)name!));
    }

    [Fact]
    public async Task Merge_and_split_move_alerts_and_each_points_to_the_other()
    {
        var (one, other) = (await Open("9.0.1.0", "9.0.2.0"), await Open("9.0.3.0"));

        var split = await Move(one, "split", """{ "alerts": [ "9.0.2.0" ], "title": "Vỡ ống nước" }""");
        var made = (string)split.Document["made"]!;
        var part = await city.Until($"/api/incidents/{made}", static page => page["incident"] is not null);
        Assert.Equal("9.0.2.0", (string)Assert.Single(part["incident"]!["alerts"]!.AsArray())!["episode"]!);
        Assert.Equal(one, (string)part["incident"]!["splitFrom"]!["incident"]!);
        Assert.Equal(200, (await Move(one, "merge", $$"""{ "into": "{{other}}" }""")).Status);
        var whole = await city.Until(
            $"/api/incidents/{other}", static page => page["incident"]!["alerts"]!.AsArray().Count == 2);
        Assert.Equal(one, (string)Assert.Single(whole["incident"]!["merged"]!.AsArray())!["incident"]!);
        Assert.Equal(other, (string)(await city.Get($"/api/incidents/{one}")).Document["incident"]!["mergedInto"]!);
        (await Move(one, "reopen", """{ "reason": "x" }""")).IsProblem(409, "not-allowed", says: "merged into");
    }

    [Fact]
    public async Task File_comes_back_as_it_was_to_be_stored_and_not_shown()
    {
        var id = await Open();
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Png));

        var raw = await Upload(id, new ByteArrayContent(Png), "image/png", "?name=" + Uri.EscapeDataString("ảnh hiện trường.png"));
        Assert.True(raw.Status == 201, raw.Body);
        Assert.Equal(checksum, (string)raw.Document["attachment"]!["checksum"]!);
        Assert.Equal("image/png", (string)raw.Document["attachment"]!["contentType"]!);

        using var file = await city.Client.GetAsync(new Uri($"/api/incidents/{id}/attachments/{checksum}", UriKind.Relative));
        Assert.Equal(Png, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("ảnh hiện trường.png", file.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single());
        (await city.Get($"/api/incidents/{id}/attachments/{new string('0', 64)}")).IsProblem(404, "not-found");

        var other = await Open();
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(Png);
        form.Add(part, "file", "a.png");
        var formed = await Upload(other, form, null);
        Assert.Equal(checksum, (string)formed.Document["attachment"]!["checksum"]!);
        Assert.Equal("a.png", (string)formed.Document["attachment"]!["name"]!);
        (await city.Get($"/api/incidents/{await Open()}/attachments/{checksum}")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task File_of_another_kind_name_or_size_is_refused()
    {
        var id = await Open();

        (await Upload(id, new ByteArrayContent(Png), "application/pdf", "?name=a.pdf")).IsProblem(415, "unsupported-media-type");
        (await Upload(id, new ByteArrayContent(Encoding.UTF8.GetBytes("<html><script>x</script>")), "text/plain", "?name=a.txt"))
            .IsProblem(415, "unsupported-media-type");
        (await Upload(id, new ByteArrayContent(Png), "image/png", "?name=..%2Fa.png")).IsProblem(400, "bad-request-data", "query name");
        (await Upload(id, new ByteArrayContent([]), "image/png", "?name=a.png")).IsProblem(400, "bad-request-data");
        var large = new byte[15 * 1024 * 1024 + 1];
        Png.CopyTo(large, 0);
        (await Upload(id, new ByteArrayContent(large), "image/png", "?name=a.png")).IsProblem(413, "too-large");
        Assert.Empty((await city.Get($"/api/incidents/{id}")).Document["incident"]!["attachments"]!.AsArray());
    }

    [Theory]
    [InlineData("""{ "title": "x", "family": "flood", "severity": "bad" }""", "severity")]
    [InlineData("""{ "title": "", "family": "flood", "severity": "high" }""", "title")]
    [InlineData("""{ "title": "x", "family": "flood", "severity": "high", "titel": "y" }""", "titel")]
    [InlineData("""{ "family": "flood", "severity": "high" }""", "title")]
    public async Task Body_that_does_not_fit_is_refused_by_member(string body, string says) =>
        (await city.Send(HttpMethod.Post, "/api/incidents", body)).IsProblem(400, "bad-request-data", says: says);

    [Fact]
    public async Task Unknown_incident_and_words_are_said()
    {
        (await city.Get("/api/incidents/inc-1")).IsProblem(404, "not-found");
        (await Move("inc-" + new string('0', 32), "acknowledge")).IsProblem(404, "not-found");
        (await city.Get("/api/incidents?phase=opened")).IsProblem(400, "invalid-request", "query phase");
        (await city.Get("/api/incidents", ("City-Case-At-Least", "x"))).IsProblem(400, "invalid-request", "header City-Case-At-Least");
        (await city.Get("/api/incidents", ("City-Case-At-Least", "999999999"))).IsProblem(400, "bad-request-data", says: "never given out");
        (await Move(await Open(), "acknowledge", "{}", ("If-Match", "2"))).IsProblem(400, "invalid-request", "header If-Match");
    }

    private async Task<string> Open(params string[] episodes)
    {
        var alerts = new JsonArray([.. episodes.Select(static episode => new JsonObject { ["episode"] = episode })]);
        var opened = await city.Send(HttpMethod.Post, "/api/incidents", Body(Family(), alerts.ToJsonString()));
        Assert.True(opened.Status == 201, opened.Body);
        return (string)opened.Document["id"]!;
    }

    private Task<Answer> Move(string id, string move, string body = "{}", params (string Name, string Value)[] headers) =>
        city.Send(HttpMethod.Post, $"/api/incidents/{id}/{move}", body, headers: headers);

    private async Task<Answer> Upload(string id, HttpContent content, string? type, string query = "")
    {
        using (content)
        {
            if (type is not null)
            {
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }

            using var response = await city.Client.PostAsync(
                new Uri($"/api/incidents/{id}/attachments{query}", UriKind.Relative), content);
            return new Answer(
                (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, new Dictionary<string, string>(),
                await response.Content.ReadAsStringAsync());
        }
    }

    private static string Family() => $"f{Guid.NewGuid():N}";

    private static string Body(string family, string alerts = "[]") => $$"""
        { "title": "Ngập đường Nguyễn Hữu Cảnh", "family": "{{family}}", "severity": "high", "alerts": {{alerts}} }
        """;
}
