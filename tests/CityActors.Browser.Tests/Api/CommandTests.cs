using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

public sealed class CommandTests(ApiCity city) : IClassFixture<ApiCity>
{
    private const string On = """{ "channel": "powerState", "value": "on", "why": "trời tối sớm" }""";

    [Fact]
    public async Task Command_is_asked_for_listed_and_read_with_its_timeline()
    {
        var light = await Light();

        var asked = await Ask(light, On);
        Assert.Equal($"/api/commands/{Id(asked)}", asked.Headers["Location"]);
        Assert.Equal(
            ("queued", "none", "trời tối sớm"),
            ((string)asked.Document["state"]!, (string)asked.Document["report"]!, (string)asked.Document["why"]!));

        var listed = await city.Get($"/api/commands?twin={light}&state=queued,sent", ("City-At-Least", asked.Headers["City-Position"]));
        Assert.Equal(Id(asked), (string)listed.Document["commands"]!.AsArray().Single()!["id"]!);
        var read = await city.Get($"/api/commands/{Id(asked)}", ("City-At-Least", asked.Headers["City-Position"]));
        Assert.Equal("queued", (string)read.Document["timeline"]!.AsArray().Single()!["state"]!);
    }

    [Fact]
    public async Task Pages_of_the_list_follow_one_another()
    {
        var light = await Light();
        var asked = new List<string>();
        string position = "";
        for (var each = 0; each < 5; each++)
        {
            var answer = await Ask(light, On);
            asked.Add(Id(answer));
            position = answer.Headers["City-Position"];
        }

        var listed = new List<string>();
        for (var path = $"/api/commands?twin={light}&limit=2"; path.Length > 0;)
        {
            var page = await city.Get(path, ("City-At-Least", position));
            listed.AddRange(page.Document["commands"]!.AsArray().Select(static one => (string)one!["id"]!));
            path = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : "";
        }

        Assert.Equal(Enumerable.Reverse(asked), listed);
    }

    [Fact]
    public async Task Same_key_is_the_same_command_and_another_content_is_a_conflict()
    {
        var light = await Light();
        var first = await Ask(light, On, ("Idempotency-Key", "k-1"));
        var again = await Ask(light, On, ("Idempotency-Key", "k-1"));

        Assert.Equal(Id(first), Id(again));
        (await Post(light, """{ "channel": "powerState", "value": "off" }""", ("Idempotency-Key", "k-1")))
            .IsProblem(409, "already-exists", says: Id(first));
        (await Post(light, On, ("Idempotency-Key", new string('k', 200)))).IsProblem(400, "invalid-request", "header Idempotency-Key");
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_with_what_is()
    {
        var light = await Light();

        (await Post(light, """{ "channel": "voltage", "value": 3 }""")).IsProblem(422, "not-supported", says: "powerState");
        (await Post(light, """{ "channel": "powerState", "value": "purple" }""")).IsProblem(400, "bad-request-data", says: "on, off, low");
        (await Post(light, """{ "channel": "powerState", "value": [1] }""")).IsProblem(400, "bad-request-data", "body $.value");
        (await Post(light, """{ "channel": "powerState", "value": "on", "speed": 3 }""")).IsProblem(400, "bad-request-data", says: "speed");
        (await Post(light, """{ "channel": "powerState", "value": "on", "timeToLive": "P3D" }""")).IsProblem(400, "bad-request-data");
        (await Post(ApiCity.NewId("Streetlight"), On)).IsProblem(404, "not-found");
        (await city.Get("/api/commands/1.0.99999999")).IsProblem(404, "not-found");
        (await city.Get("/api/commands/nonsense")).IsProblem(404, "not-found");
        (await city.Get("/api/commands?state=perhaps")).IsProblem(400, "invalid-request", "query state");
    }

    [Fact]
    public async Task Cancelled_command_stays_cancelled_however_often_it_is_asked()
    {
        var asked = await Ask(await Light(), On);
        for (var each = 0; each < 2; each++)
        {
            var cancelled = await city.Send(HttpMethod.Post, $"/api/commands/{Id(asked)}/cancel", """{ "why": "nhầm đèn" }""");
            Assert.Equal((200, "cancelled", "nhầm đèn"),
                (cancelled.Status, (string)cancelled.Document["state"]!, (string)cancelled.Document["reason"]!));
        }
    }

    [Fact]
    public async Task Desired_stands_beside_reported()
    {
        var light = await Light();
        await city.Report(light, """{ "powerState": "off" }""");
        var asked = await Ask(light, On);

        var desired = await city.Get($"/api/twins/{light}/desired", ("City-At-Least", asked.Headers["City-Position"]));

        var channel = desired.Document["channels"]!.AsArray().Single()!;
        Assert.Equal(("on", "off"), ((string)channel["desired"]!["value"]!, (string)channel["reported"]!));
    }

    [Fact]
    public async Task Actuators_say_what_they_take_and_where_that_is_said()
    {
        var all = (await city.Get("/api/actuators")).Document["actuators"]!.AsArray();
        var types = all.Select(static one => (string)one!["type"]!).Distinct();
        Assert.Equal(["Camera", "Pump", "Siren", "Streetlight", "TrafficSignal", "VariableMessageSign"], types);
        Assert.All(all, static one => Assert.False(string.IsNullOrEmpty((string)one!["source"]!)));
        var pump = (await city.Get("/api/actuators?type=Pump")).Document["actuators"]!.AsArray();
        Assert.Equal(["speed", "status"], pump.Select(static one => (string)one!["channel"]!));
    }

    [Fact]
    public async Task Feed_tells_commands_as_they_change_and_goes_on_where_its_reader_was()
    {
        var light = await Light();
        string lastId;
        await using (var feed = await FeedReader.Open(city.Client, $"/api/commands/changes?twin={light}"))
        {
            var asked = await Ask(light, On);
            Assert.Equal((Id(asked), "queued"), One(await feed.Next("commands")));
            lastId = feed.LastId;
        }

        var second = await Ask(light, On);
        await city.Send(HttpMethod.Post, $"/api/commands/{Id(second)}/cancel", """{ "why": null }""");

        await using var resumed = await FeedReader.Open(city.Client, $"/api/commands/changes?twin={light}", lastId);
        var states = new List<(string, string)>();
        while (states.Count < 2)
        {
            var told = (await resumed.Next("commands")).Data.AsArray();
            states.AddRange(told.Select(static one => ((string)one!["id"]!, (string)one["state"]!)));
        }

        Assert.Equal([(Id(second), "queued"), (Id(second), "cancelled")], states);
    }

    private static (string Id, string State) One((string Name, JsonNode Data) told) =>
        ((string)told.Data.AsArray().Single()!["id"]!, (string)told.Data.AsArray().Single()!["state"]!);

    private static string Id(Answer command) => (string)command.Document["id"]!;

    private async Task<string> Light()
    {
        var id = ApiCity.NewId("Streetlight");
        await city.Create($$"""{ "id": "{{id}}", "type": "Streetlight" }""");
        return id;
    }

    private Task<Answer> Post(string twin, string body, params (string Name, string Value)[] headers) =>
        city.Send(HttpMethod.Post, $"/api/twins/{twin}/commands", body, ApiCity.Json, headers);

    private async Task<Answer> Ask(string twin, string body, params (string Name, string Value)[] headers)
    {
        var answer = await Post(twin, body, headers);
        Assert.True(answer.Status == 201, $"{answer.Status} {answer.Body}");
        return answer;
    }
}
