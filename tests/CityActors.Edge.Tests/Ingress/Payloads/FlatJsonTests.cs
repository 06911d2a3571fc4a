using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>Flat JSON objects, by tables.</summary>
public sealed class FlatJsonTests
{
    [Theory]
    [InlineData("""{"pm25": 12.5}""", "|pm25||12.5|now|0")]
    [InlineData("""{"observedAt": "2023-11-14T22:13:20Z", "pm25": 1}""", "|pm25||1|1700000000000|0")]
    [InlineData("""{"pm25": 1, "observedAt": "2023-11-14T22:13:20.250Z"}""", "|pm25||1|1700000000250|0")]
    [InlineData("""{"observedAt": "2023-11-15T05:13:20+07:00", "pm25": 1}""", "|pm25||1|1700000000000|0")]
    [InlineData("""{"observedAt": "2023-11-15T05:13+0700", "pm25": 1}""", "|pm25||1|1699999980000|0")]
    [InlineData("""{"observedAt": 1700000000000, "pm25": 1}""", "|pm25||1|1700000000000|0")]
    [InlineData("""{"observedAt": 1700000000000.75, "pm25": 1}""", "|pm25||1|1700000000000|0")]
    [InlineData("""{"observedAt": null, "pm25": 1}""", "|pm25||1|now|0")]
    [InlineData("""{"sequence": 17, "a": 1, "b": true}""", "|a||1|now|17", "|b||true|now|17")]
    [InlineData("""{"a": null}""")]
    [InlineData("{}")]
    [InlineData("""{"state": "free", "note": "Ngập nước"}""", "|state||code:free|now|0", "|note||text:Ngập nước|now|0")]
    [InlineData("""{"location": {"lon": 105.8, "lat": 21.03}}""", "|location||(105.8 21.03)|now|0")]
    [InlineData("""{"location": {"type": "Point", "coordinates": [105.8, 21.03, 7]}}""", "|location||(105.8 21.03)|now|0")]
    [InlineData("""{"a\u0062": 1}""", "|ab||1|now|0")]
    public void An_object_gives_its_readings(string json, params string[] readings)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.FlatJson, json);
        Assert.Null(refusal);
        Assert.Empty(parsed.Refusals());
        Assert.Equal(readings, parsed.Lines());
    }

    [Theory]
    [InlineData("""{"a": 1e400, "ok": 1}""", "range")]
    [InlineData("""{"a": [1], "ok": 1}""", "type")]
    [InlineData("""{"a": {"x": 1}, "ok": 1}""", "type")]
    [InlineData("""{"a": {"lon": 181, "lat": 0}, "ok": 1}""", "range")]
    [InlineData("""{"a": {"lon": 1e400, "lat": 0}, "ok": 1}""", "range")]
    [InlineData("""{"a": {"type": "Polygon", "coordinates": [1, 2]}, "ok": 1}""", "type")]
    [InlineData("""{"a": {"lon": "105", "lat": 21}, "ok": 1}""", "type")]
    [InlineData("""{"b d": 1, "ok": 1}""", "name")]
    [InlineData("""{"b d": {"x": [1]}, "ok": 1}""", "name")]
    [InlineData("""{"Nhiệt": 1, "ok": 1}""", "name")]
    [InlineData("""{"": 1, "ok": 1}""", "name")]
    public void A_bad_channel_is_refused_and_the_good_ones_are_kept(string json, string reason)
    {
        var (parsed, whole) = Parsing.Parse(PayloadFormat.FlatJson, json);
        Assert.Null(whole);
        Assert.Equal([$"0 {reason}"], parsed.Refusals());
        Assert.Equal(["|ok||1|now|0"], parsed.Lines());
    }

    [Theory]
    [InlineData("""{"a": 1""", "syntax")]
    [InlineData("""{"a": NaN}""", "syntax")]
    [InlineData("""{"a": Infinity}""", "syntax")]
    [InlineData("""{"a": 1} {}""", "syntax")]
    [InlineData("\"a\"", "syntax")]
    [InlineData("""{"a": 1, "b": "\ud800"}""", "syntax")]
    [InlineData("""{"a": 1, "observedAt": "yesterday"}""", "time")]
    [InlineData("""{"a": 1, "observedAt": "2023-11-14T22:13:20"}""", "time")]
    [InlineData("""{"a": 1, "observedAt": "2023-02-29T00:00:00Z"}""", "time")]
    [InlineData("""{"a": 1, "observedAt": "2023-11-14T24:00:00Z"}""", "time")]
    [InlineData("""{"a": 1, "observedAt": true}""", "time")]
    [InlineData("""{"a": 1, "observedAt": "9999-12-31T23:59:59Z"}""", "range")]
    [InlineData("""{"a": 1, "observedAt": "1969-12-31T23:59:59Z"}""", "range")]
    [InlineData("""{"a": 1, "observedAt": -1}""", "range")]
    [InlineData("""{"a": 1, "observedAt": 1e300}""", "range")]
    [InlineData("""{"a": 1, "sequence": 0}""", "range")]
    [InlineData("""{"a": 1, "sequence": -3}""", "range")]
    [InlineData("""{"a": 1, "sequence": "7"}""", "range")]
    public void An_object_that_cannot_be_read_leaves_nothing(string json, string reason)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.FlatJson, json);
        Assert.Equal(reason, refusal?.Reason);
        Assert.NotEqual("", refusal?.Detail);
        Assert.Equal(0, parsed.Count);
        Assert.Empty(parsed.Refusals());
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var deep = $$"""{"a": 1, "x": {{new string('[', 100_000)}}}""";
        Assert.Equal("syntax", Parsing.Parse(PayloadFormat.FlatJson, deep).Refusal?.Reason);
    }

    [Fact]
    public void An_array_where_flat_json_is_said_is_read_as_senml()
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.FlatJson, """ [{"n":"a","v":1}]""");
        Assert.Null(refusal);
        Assert.Equal(["|a||1|now|0"], parsed.Lines());
    }
}
