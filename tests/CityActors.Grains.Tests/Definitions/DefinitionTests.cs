using CityActors.Definitions;
using CityActors.Domain.Log;
using CityActors.Identity;
using CityActors.Rules;

namespace CityActors.Grains.Tests.Definitions;

/// <summary>
/// What is saved is checked first, in force everywhere when the answer comes, and overwritten by nobody who has not seen it.
/// </summary>
public sealed class DefinitionTests
{
    private const string Levels = """
        { "name": { "vi": "Mực báo động" }, "key": "id", "columns": ["bd1"], "source": "QĐ 05/2020",
          "rows": [{ "key": "urn:ngsi-ld:WaterLevelObserved:a", "values": [9.5] }] }
        """;

    [Fact]
    public async Task Saved_rule_is_known_to_every_shard_and_to_lists_when_the_answer_comes()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);

        var saved = await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));

        Assert.Equal((1, true), (saved.Version, saved.IsChanged));
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            var shelf = city.Grains.GetGrain<CityActors.Grains.Definitions.IDefinitionShelfGrain>(partition);
            Assert.Single((await shelf.ExportDefinitions(0)).Pictures);
        }

        var read = await rules.Read("hot", [saved.Position]);
        Assert.Equal(("temperature > 60", "heat", 1), (read.Condition, read.Family, read.Definition.Stamp.Version));
        Assert.Equal("hot", Assert.Single((await rules.Find(DefinitionQuery.All(10))).Rules).Id);
    }

    [Fact]
    public async Task What_says_the_same_is_not_written_again()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        var first = await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));

        var spaced = Rule("temperature > 60").Replace(",", " , ", StringComparison.Ordinal);
        var again = await rules.Save(new DefinitionDraft("hot", spaced, "Again", 0));

        Assert.Equal((first.Position, 1, false), (again.Position, again.Version, again.IsChanged));
    }

    [Fact]
    public async Task Of_two_authors_at_once_the_second_learns_who_was_first()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));
        Caller.Set(Caller.DefaultTenant, "lan");
        var first = rules.Save(new DefinitionDraft("hot", Rule("temperature > 61"), "A warm summer", 1));
        Caller.Set(Caller.DefaultTenant, "minh");
        var second = rules.Save(new DefinitionDraft("hot", Rule("temperature > 59"), "A cold one", 1));

        var answers = await Task.WhenAll(Outcome(first), Outcome(second));

        var refusal = Assert.IsType<DefinitionConflictException>(Assert.Single(answers, static answer => answer is not null));
        var winner = answers[0] is null ? ("lan", "A warm summer") : ("minh", "A cold one");
        Assert.Equal((2, winner), (refusal.Newest!.Version, (refusal.Newest.Actor, refusal.Newest.Why)));
        var versions = await rules.Versions("hot", null, 10, []);
        Assert.Equal([2, 1], versions.Versions.Select(static one => one.Stamp.Version));
    }

    [Fact]
    public async Task Overwriting_without_naming_the_version_is_refused()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));

        await Assert.ThrowsAsync<DefinitionConflictException>(
            () => rules.Save(new DefinitionDraft("hot", Rule("temperature > 61"), "Blind", null)));

        var forced = await rules.Save(new DefinitionDraft("hot", Rule("temperature > 61"), "Whatever", DefinitionDraft.AnyVersion));
        Assert.Equal(2, forced.Version);
    }

    [Fact]
    public async Task Rule_that_does_not_parse_is_refused_with_line_column_and_what_was_expected()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        var before = city.Log.Committed(0);

        var refusal = await Assert.ThrowsAsync<DefinitionRefusedException>(
            () => rules.Save(new DefinitionDraft("hot", Rule("temperature >\\n > 60"), "Trial", null)));

        var problem = Assert.Single(refusal.Problems);
        Assert.Equal(("condition", 2, 2, "'>'"), (problem.Field, problem.Line, problem.Column, problem.Found));
        Assert.Contains("a number", problem.Expected);
        Assert.Equal(before, city.Log.Committed(0));
    }

    [Fact]
    public async Task Rule_that_costs_too_much_is_refused_with_its_measured_cost()
    {
        await using var city = await TestCity.Awake();
        var costly = string.Join(" + ", Enumerable.Repeat("sqrt(temperature)", 80));

        var check = await city.Grains.GetGrain<IRulesGrain>(0).Check("hot", Rule($"{costly} > 60"));

        var problem = Assert.Single(check.Problems);
        Assert.Equal("condition", problem.Field);
        Assert.Contains("at most 200 operations", problem.Expected);
        Assert.Contains($"{check.Cost!.Operations} operations, measured ", problem.Found);
        Assert.True(check.Cost is { Operations: > 200, Nanoseconds: > 0 });
    }

    [Fact]
    public async Task Rule_may_only_look_into_tables_and_columns_that_are_there_and_keeps_them_there()
    {
        await using var city = await TestCity.Awake();
        var (rules, tables) = (city.Grains.GetGrain<IRulesGrain>(0), city.Grains.GetGrain<IReferenceTablesGrain>(0));
        var json = Rule("temperature > limit('levels', 'bd1')");
        Assert.Equal("a reference table that is there", Assert.Single((await rules.Check("hot", json)).Problems).Expected);
        await tables.Save(new DefinitionDraft("levels", Levels, "Trial", null));
        var unknown = await rules.Check("hot", Rule("temperature > limit('levels', 'bd2')"));
        Assert.Equal(("condition", 1, "'bd2'"), (unknown.Problems[0].Field, unknown.Problems[0].Line, unknown.Problems[0].Found));

        await rules.Save(new DefinitionDraft("hot", json, "Trial", null));

        var retired = await Assert.ThrowsAsync<DefinitionRefusedException>(() => tables.Retire("levels", 1, "Old"));
        Assert.Contains("rule 'hot'", Assert.Single(retired.Problems).Found);
        var other = Levels.Replace("bd1", "level", StringComparison.Ordinal);
        await Assert.ThrowsAsync<DefinitionRefusedException>(() => tables.Save(new DefinitionDraft("levels", other, "Renamed", 1)));
        await rules.Retire("hot", 1, "Not needed");
        Assert.Equal(2, (await tables.Retire("levels", 1, "Not needed")).Version);
    }

    [Fact]
    public async Task Retired_rule_leaves_lists_keeps_its_versions_and_can_come_back()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));

        var retired = await rules.Retire("hot", 1, "Over");

        Assert.Equal((2, false), (retired.Version, (await rules.Retire("hot", 2, "Over again")).IsChanged));
        Assert.Empty((await rules.List(DefinitionQuery.All(10))).Definitions);
        Assert.Equal(DefinitionState.Retired, (await rules.Get("hot", null, [retired.Position])).State);
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => rules.Read("hot", []));
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => rules.Retire("nothing", null, "Over"));
        Assert.Equal(3, (await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Back", null))).Version);
    }

    [Fact]
    public async Task Follower_that_lacks_dropped_changes_takes_the_newest_versions_over_from_the_shards()
    {
        await using var city = await TestCity.Awake();
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        await rules.Save(new DefinitionDraft("hot", Rule("temperature > 60"), "Trial", null));
        var saved = await rules.Save(new DefinitionDraft("hot", Rule("temperature > 61"), "Better", 1));
        await city.Statuses();
        await city.Stop();
        await city.Definitions.Reset();
        city.ChangeLog.DropAll();
        await city.Start();
        await city.Append(saved.Position.Partition, 1, static writer => writer.Tick(1));

        await city.Pulse.Until(() => city.Definitions.Imported > 0, "the definitions from the shards");
        Assert.Equal(2, (await city.Definitions.Get(Domain.Definitions.DefinitionKind.Rule, "hot", null))!.Stamp.Version);
    }

    private static string Rule(string condition) => $$"""
        { "name": { "vi": "Nóng", "en": "Hot" }, "family": "heat", "type": "Loop", "channel": "temperature",
          "condition": "{{condition}}", "severity": "high" }
        """;

    private static async Task<Exception?> Outcome(Task<DefinitionSaved> save)
    {
        try
        {
            await save;
            return null;
        }
        catch (DefinitionConflictException refused)
        {
            return refused;
        }
    }
}
