using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Rules;
using CityActors.Domain.Rules.Conditions;
using CityActors.Rules;

namespace CityActors.Domain.Tests.Rules;

public sealed class RuleReaderTests
{
    private const string Flood = """
        { "name": {"vi": "Mực nước vượt báo động 1", "en": "Water above alarm level 1"}, "family": "flood",
          "type": "WaterLevelObserved", "channel": "waterLevel", "twin": null, "zone": null, "replaces": null,
          "condition": "waterLevel >= limit('flood-level', 'bd1') for 5 min until waterLevel < limit('flood-level', 'bd1') - 0.1",
          "effect": "alert", "severity": "high", "clearAfter": "PT5M",
          "validFrom": "2020-03-20T00:00:00+07:00", "validTo": null,
          "source": "QĐ 05/2020/QĐ-TTg", "advice": {"vi": "Đóng cống"}, "enabled": true }
        """;

    [Fact]
    public void Rule_is_read_with_all_its_fields()
    {
        var rule = RuleReader.Read("flood-bd1", Flood);

        Assert.Equal(("flood-bd1", "flood", "WaterLevelObserved", "waterLevel"), (rule.Id, rule.Family, rule.Type, rule.Channel));
        Assert.Equal(new LocalText("Mực nước vượt báo động 1", "Water above alarm level 1"), rule.Name);
        Assert.Equal((RuleEffect.Alert, Severity.High, 300_000L, true), (rule.Effect, rule.Severity, rule.ClearAfterMs, rule.IsEnabled));
        Assert.Equal((1_584_637_200_000L, null), (rule.ValidFromMs, rule.ValidToMs));
        Assert.Equal(300_000, rule.Condition.DwellMs);
        Assert.NotNull(rule.Condition.Until);
        Assert.Equal(
            [(RuleSlotKind.Channel, "waterLevel", ""), (RuleSlotKind.Limit, "flood-level", "bd1")],
            rule.Condition.Slots.Select(static slot => (slot.Kind, slot.Name, slot.Column)));
        Assert.Equal(19 + 21, rule.Condition.Cost);
        Assert.False(rule.IsValidAt(1_584_637_199_999));
        Assert.True(rule.IsValidAt(1_584_637_200_000));
    }

    [Theory]
    [InlineData(
        "\"severity\": \"high\"", "\"severity\": \"bad\"",
        "severity", 0, 0, "one of informational, low, medium, high, critical", "'bad'")]
    [InlineData("\"family\": \"flood\",", "", "family", 0, 0, "a text of 1-64 characters", "nothing")]
    [InlineData("for 5 min", "for 5", "condition", 1, 49, "a unit of time: d, h, min, ms, s", "'until'")]
    [InlineData("for 5 min", "for 32 d", "condition", 1, 47, "at most 31 d", "32 d")]
    [InlineData("for 5 min", "over 5 min", "condition", 1, 43, "an operator, 'for', 'until' or the end of the text", "'over'")]
    [InlineData("waterLevel >=", "waterLevel +", "condition", 1, 12, "something that is true or false", "a number")]
    [InlineData("limit('flood-level', 'bd1') for", "limit(1, 'bd1') for", "condition", 1, 21, "the id of a table in quotes", "'1'")]
    [InlineData(
        "limit('flood-level', 'bd1') for", "limit('Flood', 'bd1') for",
        "condition", 1, 21, "the id of a table: " + DefinitionId.Expected, "''Flood''")]
    [InlineData("waterLevel >=", "age(5) >=", "condition", 1, 5, "the name of a channel", "'5'")]
    [InlineData("waterLevel >=", "rate(waterLevel, 5) >=", "condition", 1, 18, "a length of time, as 1 h", "'5'")]
    [InlineData("waterLevel >=", "rate(a, 1 h) + rate(b, 1 h) >=", "condition", 1, 16, "rate and deviation of one channel, a", "of b too")]
    [InlineData("waterLevel >=", "deviation(a, week) >=", "condition", 1, 14, "hourOfWeek", "'week'")]
    [InlineData("waterLevel >=", "hour(1) >=", "condition", 1, 1, "no arguments of hour", "1")]
    [InlineData(
        "\"effect\": \"alert\"", "\"effect\": \"invalid\"",
        "condition", 1, 1, "a condition without 'for' and 'until', for effect 'invalid'", "one with them")]
    [InlineData(
        "\"replaces\": null", "\"replaces\": \"other\"",
        "replaces", 0, 0, "another rule, which is replaced for the twin in 'twin'", "'other'")]
    [InlineData(
        "\"twin\": null", "\"twin\": \"urn:ngsi-ld:Building:1\"",
        "twin", 0, 0, "a twin of type WaterLevelObserved", "'urn:ngsi-ld:Building:1'")]
    [InlineData("\"validTo\": null", "\"validTo\": \"2020-03-20\"", "validTo", 0, 0, "a moment after validFrom", "one before it")]
    [InlineData(
        "\"channel\": \"waterLevel\"", "\"channel\": \"-\"",
        "channel", 0, 0, "a channel name of 1-64 characters A-Z a-z 0-9 _ . : -, a letter or digit first", "'-'")]
    public void What_is_wrong_is_said_with_field_line_column_and_what_was_expected(
        string right, string wrong, string field, int line, int column, string expected, string found)
    {
        Assert.Contains(right, Flood, StringComparison.Ordinal);
        var refused = Assert.Throws<DefinitionException>(
            () => RuleReader.Read("flood-bd1", Flood.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal([new DefinitionProblem(field, line, column, expected, found)], refused.Problems);
    }

    [Fact]
    public void Rule_for_invalid_readings_looks_at_one_reading_alone()
    {
        const string Range = """
            { "name": {"vi": "Ngoài dải"}, "family": "quality", "type": "AirQualityObserved", "channel": "pm25",
              "condition": "outside(pm25, 0, 1000) or rate(pm25, 1 min) > 500", "effect": "invalid" }
            """;
        var rule = RuleReader.Read("pm25-range", Range);
        Assert.Equal((RuleEffect.Invalid, "pm25"), (rule.Effect, rule.Condition.Driver));

        var refused = Assert.Throws<DefinitionException>(
            () => RuleReader.Read("pm25-range", Range.Replace("rate(pm25, 1 min)", "deviation(pm25)", StringComparison.Ordinal)));
        Assert.Equal(
            [new DefinitionProblem("condition", 1, 27, "a condition that one reading can break, for effect 'invalid'", "'deviation'")],
            refused.Problems);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var refused = Assert.Throws<DefinitionException>(() => RuleReader.Read("r", """{ "condition": "a >", "colour": 1 }"""));
        Assert.Equal(
            ["name", "family", "type", "channel", "condition", "severity", ""],
            refused.Problems.Select(static problem => problem.Field));
    }

    [Fact]
    public void Trial_judges_without_a_twin()
    {
        var trial = new RuleTrial(ConditionParser.Parse("a > b and limit('t', 'c') < 9 until @size > 3"));
        Assert.InRange(trial.Judge(), 0, 2);
    }
}
