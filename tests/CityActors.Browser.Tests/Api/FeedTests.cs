using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

public sealed class FeedTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Reader_of_a_twin_goes_on_where_he_was_without_gap_or_repeat()
    {
        var id = ApiCity.NewId("Device");
        await city.Create($$"""{ "id": "{{id}}", "type": "Device" }""");
        var path = $"/api/twins/{id}/changes";
        string last;
        await using (var first = await FeedReader.Open(city.Client, path))
        {
            var twin = await first.Next("twin");
            Assert.Equal(id, (string?)twin.Data["id"]);
            await city.Report(id, """{ "observedAt": "2026-11-25T00:00:01Z", "level": 1 }""");
            var values = new List<double>();
            while (values.Count == 0)
            {
                var change = await first.Next("change");
                if ((string?)change.Data["kind"] == "channel")
                {
                    values.Add((double)change.Data["value"]!);
                    Assert.Equal(id, (string?)change.Data["twin"]);
                    Assert.Equal("good", (string?)change.Data["quality"]);
                }
            }

            Assert.Equal([1], values);
            last = first.LastId;
        }

        for (var second = 2; second < 5; second++)
        {
            await city.Report(id, $$"""{ "observedAt": "2026-11-25T00:00:0{{second}}Z", "level": {{second}} }""");
        }

        await using var again = await FeedReader.Open(city.Client, path, last);
        var missed = new List<double>();
        while (missed.Count < 3)
        {
            missed.Add((double)(await again.Next("change")).Data["value"]!);
        }

        Assert.Equal([2, 3, 4], missed);
    }

    [Fact]
    public async Task Reader_of_a_twin_who_left_between_two_changes_of_one_record_is_given_the_second_and_not_the_first_again()
    {
        var id = ApiCity.NewId("Device");
        await city.Create($$"""{ "id": "{{id}}", "type": "Device", "expiresAfter": "PT1S" }""");
        var path = $"/api/twins/{id}/changes";
        string between;
        await using (var first = await FeedReader.Open(city.Client, path))
        {
            await first.Next("twin");
            while ((string?)(await first.Next("change")).Data["kind"] != "expired")
            {
                // It was registered by a record of its own, which may be told or not.
            }

            // One record: the twin revives, and its level is new.
            await city.Report(id, """{ "observedAt": "2026-11-25T00:00:01Z", "level": 1 }""");
            while ((string?)(await first.Next("change")).Data["kind"] != "revived")
            {
                // A channel that is new is described first.
            }

            between = first.LastId;
        }

        Assert.Equal(4, between.Split('.').Length);
        await using var again = await FeedReader.Open(city.Client, path, between);
        var next = (await again.Next("change")).Data;
        Assert.Equal(("channel", 1.0), ((string?)next["kind"], (double)next["value"]!));
        var record = string.Join('.', between.Split('.')[..3]);
        Assert.StartsWith(record + ".", again.LastId, StringComparison.Ordinal);

        // An id without an index, as it was given before: all of its record was dealt with.
        await city.Report(id, """{ "observedAt": "2026-11-25T00:00:02Z", "level": 2 }""");
        await using var old = await FeedReader.Open(city.Client, path, record);
        var change = (await old.Next("change")).Data;
        while ((string?)change["kind"] != "channel")
        {
            change = (await old.Next("change")).Data;
        }

        Assert.Equal(2, (double)change["value"]!);
    }

    [Fact]
    public async Task Reader_of_the_map_goes_on_where_he_was_without_gap_or_repeat()
    {
        var (west, east) = (ApiCity.NewId("Vehicle"), ApiCity.NewId("Vehicle"));
        await Move(west, 0, 107.01);
        await Move(east, 0, 107.03);
        foreach (var id in (string[])[west, east])
        {
            // A feed begins with what is folded after it was opened, and durable is not yet folded.
            await city.Until($"/api/twins/{id}", static twin => twin["channels"]!.AsArray().Any(
                static channel => (string?)channel!["name"] == "step" && channel["value"] is not null));
        }

        const string Path = "/api/map/changes?bbox=107.005,10.5,107.035,10.5&types=Vehicle";
        var seen = new List<string>();
        string last;
        await using (var first = await FeedReader.Open(city.Client, Path))
        {
            await Move(west, 1, 107.011);
            await Take(first, seen, 1);
            last = first.LastId;
        }

        // One moves within its cell, one from cell to cell of the view, which both cells tell.
        await Move(east, 1, 107.0301);
        await Move(west, 2, 107.0299);
        await Move(east, 2, 107.0302);
        await using (var second = await FeedReader.Open(city.Client, Path, last))
        {
            await Take(second, seen, 4);
            last = second.LastId;
        }

        await Move(east, 3, 107.0303);
        await using var third = await FeedReader.Open(city.Client, Path, last);
        await Take(third, seen, 5);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(["1", "2"], Of(west, seen));
        Assert.Equal(["1", "2", "3"], Of(east, seen));
    }

    [Fact]
    public async Task Feed_that_cannot_go_on_says_so_and_starts_anew()
    {
        // The token of a log of another generation.
        var strange = new CityActors.Web.Api.Live.CellProgress(new CityActors.Streams.ChangeToken(7, [0, 0])).ToString();
        await using var feed = await FeedReader.Open(city.Client, "/api/map/changes?cells=1", strange);
        var gone = await feed.Next("gone");
        Assert.Equal("urn:city:problem:gone", (string?)gone.Data["type"]);
        Assert.Equal("", feed.LastId);
    }

    private static IEnumerable<string> Of(string id, List<string> seen) =>
        seen.Where(each => each.StartsWith(id, StringComparison.Ordinal)).Select(static each => each.Split(' ')[1]);

    private static async Task Take(FeedReader feed, List<string> seen, int count)
    {
        while (seen.Count < count)
        {
            foreach (var change in (await feed.Next("changes")).Data.AsArray())
            {
                if ((string?)change!["kind"] == "channel" && (string?)change["channel"] == "step")
                {
                    seen.Add($"{change["twin"]} {change["value"]}");
                }
            }
        }
    }

    private Task Move(string id, int step, double longitude) => city.Report(
        id,
        new JsonObject
        {
            ["observedAt"] = $"2026-11-25T00:00:0{step}Z",
            ["location"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(longitude, 10.5) },
            ["step"] = step,
        }.ToJsonString());
}
