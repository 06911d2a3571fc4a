namespace CityActors.Browser.Tests.Api;

/// <summary>Rules, derivations and reference tables over the API.</summary>
public sealed class DefinitionTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Rule_is_saved_read_listed_and_retired_with_positions_and_versions()
    {
        var id = NewId();
        var saved = await Put(id, Rule("temperature > 60"));

        Assert.True(saved.Status == 200, saved.Body);
        Assert.Equal(("\"1\"", 1, true), (saved.Headers["ETag"], (int)saved.Document["version"]!, (bool)saved.Document["changed"]!));
        var atLeast = ("City-At-Least", saved.Headers["City-Position"]);
        var read = await city.Get($"/api/rules/{id}", atLeast);
        Assert.Equal("\"1\"", read.Headers["ETag"]);
        Assert.Equal(("enabled", "why not"), ((string)read.Document["state"]!, (string)read.Document["why"]!));
        Assert.Equal("temperature > 60", (string)read.Document["definition"]!["condition"]!);
        Assert.StartsWith("api:", (string)read.Document["actor"]!);
        var again = await Put(id, Rule("temperature > 60"));
        Assert.Equal((1, false), ((int)again.Document["version"]!, (bool)again.Document["changed"]!));

        var changed = await Put(id, Rule("temperature > 61"), ("If-Match", "\"1\""));
        Assert.Equal(2, (int)changed.Document["version"]!);
        var retired = await city.Send(HttpMethod.Delete, $"/api/rules/{id}?why=over", null, ApiCity.Json, ("If-Match", "\"2\""));
        Assert.True(retired.Status == 200, retired.Body);
        Assert.Equal(3, (int)retired.Document["version"]!);

        var versions = (await city.Get($"/api/rules/{id}/versions?limit=2")).Document;
        Assert.Equal([3, 2], versions["versions"]!.AsArray().Select(static one => (int)one!["version"]!));
        Assert.Equal(2, (int)versions["next"]!);
        Assert.Null((await city.Get($"/api/rules/{id}")).Document["definition"]);
        Assert.Equal("temperature > 60", (string)(await city.Get($"/api/rules/{id}/versions/1")).Document["definition"]!["condition"]!);
    }

    [Fact]
    public async Task Second_author_learns_who_was_first()
    {
        var id = NewId();
        await Put(id, Rule("temperature > 60"));
        await Put(id, Rule("temperature > 61"), ("If-Match", "\"1\""));

        var second = await Put(id, Rule("temperature > 59"), ("If-Match", "\"1\""));
        var blind = await Put(id, Rule("temperature > 59"));
        var forced = await Put(id, Rule("temperature > 59"), ("If-Match", "*"));

        second.IsProblem(412, "version-mismatch", null, "made version 2 at");
        Assert.Contains("\"why not\"", (string)second.Document["detail"]!);
        blind.IsProblem(409, "conflict");
        Assert.Equal(3, (int)forced.Document["version"]!);
        (await Put(id, Rule("temperature > 59"), ("If-Match", "3"))).IsProblem(400, "invalid-request", "header If-Match");
    }

    [Fact]
    public async Task Rule_that_does_not_parse_is_refused_with_line_column_and_what_was_expected()
    {
        var refused = await Put(NewId(), Rule("temperature >\\n > 60"));

        refused.IsProblem(400, "bad-request-data");
        var problem = refused.Document["problems"]![0]!;
        Assert.Equal(("condition", 2, 2), ((string)problem["field"]!, (int)problem["line"]!, (int)problem["column"]!));
        Assert.Contains("a number", (string)problem["expected"]!);
        Assert.Equal("'>'", (string)problem["found"]!);
    }

    [Fact]
    public async Task Check_measures_the_cost_and_writes_nothing()
    {
        var id = NewId();
        var check = await city.Send(
            HttpMethod.Post, $"/api/rules/{id}/check", $$"""{ "definition": {{Rule("temperature > 60")}} }""");

        Assert.True((bool)check.Document["good"]!, check.Body);
        Assert.True((double)check.Document["cost"]!["nanoseconds"]! > 0 && (int)check.Document["cost"]!["operations"]! > 0);
        (await city.Get($"/api/rules/{id}")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Lists_are_restricted_and_paged()
    {
        var channel = $"c{Guid.NewGuid():N}";
        var ids = Enumerable.Range(0, 3).Select(_ => NewId()).Order(StringComparer.Ordinal).ToArray();
        foreach (var id in ids)
        {
            var saved = await Put(id, Rule($"{channel} > 1", channel));
            Assert.True(saved.Status == 200, saved.Body);
        }

        var first = await city.Get($"/api/rules?channel={channel}&type=Loop&family=heat&severity=high&state=enabled&text=nong&limit=2");
        var second = await city.Get(first.Headers["Link"].Split('<', '>')[1]);

        Assert.Equal(3, (int)first.Document["total"]!);
        Assert.Equal(ids, Ids(first).Concat(Ids(second)));
        Assert.Empty(Ids(await city.Get($"/api/rules?channel={channel}&severity=low")));
    }

    [Fact]
    public async Task Reference_table_and_derivation_are_saved_in_their_rooms()
    {
        var (table, derivation) = (NewId(), NewId());
        const string Table = """
            { "name": { "vi": "Giới hạn" }, "key": "type", "columns": ["most"], "source": "Thử",
              "rows": [{ "key": "Loop", "values": [5] }] }
            """;
        const string Derivation = """
            { "name": { "vi": "Thử" }, "by": { "kind": "city" }, "window": { "kind": "tumbling", "size": "PT1M" }, "staleAfter": "PT5M",
              "channels": [{ "name": "trialCount", "unit": "C62", "formula": "count(TrialThing.value)" }] }
            """;

        (string, string)[] all = [($"/api/reference-tables/{table}", Table), ($"/api/derivations/{derivation}", Derivation)];
        foreach (var (path, definition) in all)
        {
            var saved = await city.Send(HttpMethod.Put, path, $$"""{ "definition": {{definition}}, "why": "trial" }""");
            Assert.True(saved.Status == 200, saved.Body);
            Assert.Equal(1, (int)(await city.Get(path, ("City-At-Least", saved.Headers["City-Position"]))).Document["version"]!);
        }

        (await city.Get("/api/derivations?type=Loop")).IsProblem(400, "invalid-request", "query");
    }

    private static string NewId() => $"t-{Guid.NewGuid():N}";

    private static IEnumerable<string> Ids(Answer answer) =>
        answer.Document["definitions"]!.AsArray().Select(static one => (string)one!["id"]!);

    private static string Rule(string condition, string channel = "temperature") => $$"""
        { "name": { "vi": "Nóng", "en": "Hot" }, "family": "heat", "type": "Loop", "channel": "{{channel}}",
          "condition": "{{condition}}", "severity": "high" }
        """;

    private Task<Answer> Put(string id, string definition, params (string Name, string Value)[] headers) => city.Send(
        HttpMethod.Put, $"/api/rules/{id}", $$"""{ "definition": {{definition}}, "why": "why not" }""", ApiCity.Json, headers);
}
