using CityActors.Domain.Derivations;

namespace CityActors.Domain.Tests.Derivations;

public sealed class DerivationReaderTests
{
    private const string Good = """
        { "name": { "vi": "Đường" }, "by": { "kind": "relation", "name": "refRoadSegment" },
          "window": { "kind": "tumbling", "size": "PT1M" }, "staleAfter": "PT5M", "revisable": "PT4H", "minShare": 0.5,
          "channels": [ { "name": "flow", "formula": "sum(Loop.flow)" }, { "name": "twice", "formula": "flow * 2" } ] }
        """;

    [Fact]
    public void A_good_definition_reads_with_the_type_that_its_relation_speaks_of()
    {
        var derivation = DerivationReader.Read("roads", Good, out var problems);
        Assert.Empty(problems);
        Assert.Equal((BelongingKind.Relation, "RoadSegment"), (derivation!.By.Kind, derivation.By.Type));
        Assert.Equal((300_000, 14_400_000, 0.5), (derivation.StaleAfterMs, derivation.RevisableMs, derivation.MinShare));
        Assert.Equal(["Loop.flow"], DerivationGraph.Reads(derivation));
        Assert.Equal(["RoadSegment.flow", "RoadSegment.twice"], DerivationGraph.Says(derivation));
    }

    [Theory]
    [InlineData("\"kind\": \"relation\", \"name\": \"refRoadSegment\"", "\"kind\": \"relation\", \"name\": \"servedBy\"", "by.type")]
    [InlineData("\"kind\": \"relation\"", "\"kind\": \"nearest\"", "by.kind")]
    [InlineData("\"PT1M\"", "\"P1M\"", "window.size")]
    [InlineData("\"tumbling\", \"size\": \"PT1M\"", "\"sliding\", \"size\": \"PT5M\", \"step\": \"PT2M\"", "window.step")]
    [InlineData("\"tumbling\", \"size\": \"PT1M\"", "\"calendar\", \"unit\": \"decade\"", "window.unit")]
    [InlineData("0.5", "1.5", "minShare")]
    [InlineData("\"staleAfter\": \"PT5M\",", "", "staleAfter")]
    [InlineData("\"minShare\"", "\"minshare\"", "minshare")]
    [InlineData("\"vi\"", "\"en\"", "name.vi")]
    [InlineData("\"twice\"", "\"flow\"", "channels[1].name")]
    [InlineData("sum(Loop.flow)", "sum(flow)", "channels[0].formula")]
    [InlineData("flow * 2", "flow * ", "channels[1].formula")]
    [InlineData("flow * 2", "fluw * 2", "channels[1].formula")]
    [InlineData("flow * 2", "previous(flow, 1)", "channels[1].formula")]
    [InlineData("sum(Loop.flow)", "mean(Loop.flow, Bus.speed)", "channels[0].formula")]
    [InlineData("sum(Loop.flow)", "1", "channels")]
    public void A_bad_definition_is_refused_with_the_field_that_is_wrong(string good, string bad, string field)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var derivation = DerivationReader.Read("roads", Good.Replace(good, bad, StringComparison.Ordinal), out var problems);
        Assert.Null(derivation);
        Assert.Contains(problems, problem => problem.Field == field);
    }

    [Fact]
    public void A_formula_that_does_not_parse_is_refused_with_line_column_and_what_was_expected()
    {
        DerivationReader.Read("roads", Good.Replace("flow * 2", "flow *\\n  (2", StringComparison.Ordinal), out var problems);
        var problem = Assert.Single(problems);
        Assert.Equal(("channels[1].formula", 2, 5), (problem.Field, problem.Line, problem.Column));
        Assert.NotEmpty(problem.Expected);
    }

    [Fact]
    public void A_circle_is_refused_and_named()
    {
        var roads = Read("roads", Good);
        var back = Read("back", Good.Replace("refRoadSegment", "refLoop", StringComparison.Ordinal)
            .Replace("sum(Loop.flow)", "sum(RoadSegment.twice)", StringComparison.Ordinal));
        Assert.Null(DerivationGraph.Circle(roads, [roads]));
        var circle = DerivationGraph.Circle(back, [roads]);
        Assert.Equal("the circle back → Loop.flow → roads → RoadSegment.twice → back", circle!.Value.Found);
    }

    [Fact]
    public void A_derivation_that_reads_what_it_says_itself_is_refused()
    {
        var self = Read("self", Good.Replace("\"relation\", \"name\": \"refRoadSegment\"", "\"self\"", StringComparison.Ordinal));
        Assert.Equal("the circle self → Loop.flow → self", DerivationGraph.Circle(self, [])!.Value.Found);
    }

    private static Derivation Read(string id, string json)
    {
        var derivation = DerivationReader.Read(id, json, out var problems);
        Assert.Empty(problems);
        return derivation!;
    }
}
