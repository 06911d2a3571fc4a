using System.Globalization;
using CityActors.Alerts;
using CityActors.Cases;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace CityActors.Browser.Tests.Api;

public sealed class AlertTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task An_alert_is_listed_moved_and_read_with_its_timeline()
    {
        var (episode, twin) = await Raise();

        var page = (await city.Get($"/api/alerts?twin={twin}&phase=unacknowledged&severity=high")).Document;
        Assert.Equal((1, episode), ((int)page["total"]!, (string?)page["alerts"]![0]!["episode"]));
        var done = await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/acknowledge", """{ "reason": "đã thấy" }""");
        Assert.Equal((200, true), (done.Status, (bool)done.Document["isChanged"]!));
        Assert.Equal(200, (await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/assign", """{ "assignee": "Đội 3" }""")).Status);
        Assert.Equal(200, (await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/comment", """{ "text": "xem" }""")).Status);

        var one = (await city.Get($"/api/alerts/{episode}")).Document;
        Assert.Equal("acknowledged", (string?)one["alert"]!["phase"]);
        Assert.Equal("đã thấy", (string?)one["alert"]!["acknowledgement"]!["reason"]);
        Assert.Subset(
            one["timeline"]!["entries"]!.AsArray().Select(static entry => (string)entry!["kind"]!).ToHashSet(),
            new HashSet<string> { "raised", "acknowledged", "assigned", "commented" });
    }

    [Fact]
    public async Task What_is_not_allowed_or_not_there_is_refused_with_what_is()
    {
        var (episode, _) = await Raise();

        var unshelve = await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/unshelve", "{}");
        Assert.Equal(409, unshelve.Status);
        Assert.Contains("shelve", unshelve.Document["allowed"]!.AsArray().Select(static move => (string?)move));
        var soon = DateTimeOffset.UtcNow.AddHours(1).ToString("O", CultureInfo.InvariantCulture);
        Assert.Equal(400, (await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/shelve", $$"""{ "until": "{{soon}}" }""")).Status);
        Assert.Equal(
            200,
            (await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/shelve", $$"""{ "until": "{{soon}}", "reason": "thử" }""")).Status);
        Assert.Equal(404, (await city.Send(HttpMethod.Post, "/api/alerts/9.9.9.9/acknowledge", "{}")).Status);
        Assert.Equal(400, (await city.Send(HttpMethod.Get, "/api/alerts?phase=loud")).Status);
    }

    [Fact]
    public async Task Several_are_moved_at_once_each_for_itself()
    {
        var (one, _) = await Raise();
        var (two, _) = await Raise();

        var answer = await city.Send(
            HttpMethod.Post, "/api/alerts/bulk", $$"""{ "alerts": ["{{one}}", "{{two}}", "9.9.9.8"], "move": "acknowledge" }""");

        Assert.Equal(
            ["done", "done", "not-found"], answer.Document["answers"]!.AsArray().Select(static each => (string?)each!["outcome"]));
        Assert.Equal(400, (await city.Send(HttpMethod.Post, "/api/alerts/bulk", """{ "alerts": [], "move": "acknowledge" }""")).Status);
        Assert.Equal(
            400, (await city.Send(HttpMethod.Post, "/api/alerts/bulk", $$"""{ "alerts": ["{{one}}"], "move": "shout" }""")).Status);
    }

    [Fact]
    public async Task A_feed_says_what_happens_and_goes_on_after_the_last_event()
    {
        await using var feed = await FeedReader.Open(city.Client, "/api/feed/alerts");
        var (episode, _) = await Raise();
        var raised = await Of(feed, episode);
        Assert.Equal("raised", (string?)raised["what"]);
        var lastId = feed.LastId;
        await city.Send(HttpMethod.Post, $"/api/alerts/{episode}/comment", """{ "text": "một" }""");

        await using var again = await FeedReader.Open(city.Client, "/api/feed/alerts", lastId);
        while (true)
        {
            var next = await Of(again, episode);
            Assert.NotEqual("raised", (string?)next["what"]);
            if ((string?)next["what"] == "commented")
            {
                return;
            }
        }
    }

    [Fact]
    public async Task A_suppression_window_is_put_listed_and_ended()
    {
        const string Window = """
            { "family": "quiet", "from": "2026-01-01T00:00:00Z", "to": "2026-12-31T00:00:00Z", "reason": "diễn tập" }
            """;
        Assert.Equal(200, (await city.Send(HttpMethod.Put, "/api/suppressions/dien-tap", Window)).Status);
        Assert.Equal(
            400, (await city.Send(HttpMethod.Put, "/api/suppressions/no-scope", Window.Replace("\"family\": \"quiet\", ", ""))).Status);
        var listed = (await city.Get("/api/suppressions")).Document["suppressions"]!.AsArray();
        Assert.Contains(listed, static each => (string?)each!["window"]!["id"] == "dien-tap" && (string?)each["reason"] == "diễn tập");

        Assert.Equal(200, (await city.Send(HttpMethod.Post, "/api/suppressions/dien-tap/end", """{ "reason": "xong" }""")).Status);

        Assert.Empty((await city.Get("/api/suppressions")).Document["suppressions"]!.AsArray());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Of(FeedReader feed, string episode)
    {
        while (true)
        {
            var (_, data) = await feed.Next("alert");
            if ((string?)data["id"] == episode)
            {
                return data;
            }
        }
    }

    private async Task<(string Episode, string Twin)> Raise()
    {
        var (episode, twin) = ($"1.0.{Guid.NewGuid():N}.0", ApiCity.NewId());
        var now = DateTimeOffset.UtcNow;
        await city.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlertGrain>(episode).Hear(
        [
            new AlertReport(
                AlertReportKind.Raised, 1, 0, now, now, "air-limit", 1, "air", Severity.High, twin, "pm25", null, null, null, "80", "GQ",
                1),
        ]);
        return (episode, twin);
    }
}
