using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Bunit;
using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Rules;
using CityActors.Web.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>The form of rules without a browser or a city.</summary>
public sealed class RulePartsTests : BunitContext
{
    private const string Stored = """
        {
          "name": { "vi": "Mực nước", "en": "Water" }, "family": "flood", "type": "WaterLevelObserved", "channel": "waterLevel",
          "condition": "waterLevel > 9.5", "effect": "alert", "severity": "high", "clearAfter": "PT5M",
          "validFrom": "2020-03-20T08:30:00+07:00", "enabled": true, "later": { "kept": [1, 2] }
        }
        """;

    public RulePartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        Services.AddLocalization();
    }

    [Fact]
    public void What_is_wrong_stands_under_the_condition_with_line_column_and_a_mark()
    {
        var fault = Render<Fault>(parts => parts
            .Add(static fault => fault.Problems, [new DefinitionProblem("condition", 2, 5, "một số", "'>'")])
            .Add(static fault => fault.Field, "condition")
            .Add(static fault => fault.Text, "waterLevel > 9.5\nfor > 5 min"));
        Assert.Contains("Dòng 2, cột 5:", fault.Markup, StringComparison.Ordinal);
        Assert.Equal("for > 5 min\n    ^", fault.Find("pre").TextContent);
    }

    [Fact]
    public void A_problem_of_another_field_is_not_shown_here() => Assert.Empty(Render<Fault>(parts => parts
        .Add(static fault => fault.Problems, [new DefinitionProblem("names", 0, 0, "a", "b")])
        .Add(static fault => fault.Field, "name")).Nodes);

    [Fact]
    public void What_the_form_does_not_show_is_not_lost_and_a_day_that_was_not_touched_keeps_its_moment()
    {
        var rule = JsonNode.Parse(RuleDraft.Of(Rule()).Json())!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "kept": [1, 2] }"""), rule["later"]));
        Assert.Equal("2020-03-20T08:30:00+07:00", (string?)rule["validFrom"]);
        Assert.Equal("PT5M", (string?)rule["clearAfter"]);
        Assert.Equal("high", (string?)rule["severity"]);
        Assert.Null(rule["twin"]);
        Assert.Null(rule["advice"]);
    }

    [Fact]
    public void What_was_written_is_what_is_sent()
    {
        var draft = RuleDraft.Of(Rule());
        (draft.Condition, draft.ValidFrom, draft.ClearAfter, draft.Effect) = ("waterLevel > 10", "2026-01-02", "7.5", RuleEffect.Invalid);
        (draft.Twin, draft.IsEnabled) = (" urn:ngsi-ld:WaterLevelObserved:a ", false);
        var rule = JsonNode.Parse(draft.Json())!;
        Assert.Equal("waterLevel > 10", (string?)rule["condition"]);
        Assert.Equal("2026-01-02T00:00:00+07:00", (string?)rule["validFrom"]);
        Assert.Equal("PT7M30S", (string?)rule["clearAfter"]);
        Assert.Equal("invalid", (string?)rule["effect"]);
        Assert.Equal("urn:ngsi-ld:WaterLevelObserved:a", (string?)rule["twin"]);
        Assert.False((bool)rule["enabled"]!);
    }

    [Fact]
    public void A_clear_time_that_is_no_number_goes_to_the_city_as_it_is()
    {
        var draft = RuleDraft.Of(Rule());
        draft.ClearAfter = "lâu";
        Assert.Equal("lâu", (string?)JsonNode.Parse(draft.Json())!["clearAfter"]);
    }

    private static RuleDefinition Rule() => new(
        "flood.bd1", new LocalText("Mực nước", "Water"), "flood", "WaterLevelObserved", "waterLevel", null, null, null, "waterLevel > 9.5",
        RuleEffect.Alert, Severity.High, TimeSpan.FromMinutes(5), new DateTimeOffset(2020, 3, 20, 8, 30, 0, TimeSpan.FromHours(7)), null,
        null, null, new Definition(
            "flood.bd1", new LocalText("Mực nước", "Water"), DefinitionState.Enabled, Stored, new DefinitionStamp(1, "lan", default, "thử"),
            default));
}
