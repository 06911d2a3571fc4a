using System.Text;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>What SenML means, by tables. Times in packs are seconds; "now" is the moment of arrival.</summary>
public sealed class SenMlTests
{
    private const string Urn = "urn:ngsi-ld:AirQualityObserved:q1";

    [Theory]
    [InlineData("""[{"n":"pm25","v":12.5}]""", "|pm25||12.5|now|0")]
    [InlineData("""[{"n":"urn:ngsi-ld:AirQualityObserved:q1/pm25","v":1}]""", Urn + "|pm25||1|now|0")]
    [InlineData("""[{"bn":"urn:ngsi-ld:AirQualityObserved:q1/","n":"pm25","v":1}]""", Urn + "|pm25||1|now|0")]
    [InlineData("""[{"bn":"urn:ngsi-ld:AirQualityObserved:q1/pm25","v":1}]""", Urn + "|pm25||1|now|0")]
    [InlineData("""[{"bn":"pm","n":"25","u":"ug/m3","v":1}]""", "|pm25|ug/m3|1|now|0")]
    [InlineData("""[{"bu":"Cel","n":"t1","v":1}]""", "|t1|Cel|1|now|0")]
    [InlineData("""[{"bu":"Cel","n":"t1","u":"K","v":1}]""", "|t1|K|1|now|0")]
    [InlineData("""[{"n":"open","vb":true}]""", "|open||true|now|0")]
    [InlineData("""[{"n":"open","vb":false}]""", "|open||false|now|0")]
    [InlineData("""[{"n":"state","vs":"free"}]""", "|state||code:free|now|0")]
    [InlineData("""[{"n":"state","vs":"Đường trơn"}]""", "|state||text:Đường trơn|now|0")]
    [InlineData("""[{"n":"state","vs":""}]""", "|state||text:|now|0")]
    [InlineData("""[{"n":"state","vs":"\u0110\n"}]""", "|state||text:Đ\n|now|0")]
    [InlineData("""[{"n":"pm25","v":-0.0}]""", "|pm25||0|now|0")]
    [InlineData("""[{"n":"pm25","v":1,"t":1795417200}]""", "|pm25||1|now|0")]
    [InlineData("""[{"n":"pm25","v":1,"t":1700000000.25}]""", "|pm25||1|1700000000250|0")]
    [InlineData("""[{"bt":1700000000,"n":"pm25","v":1,"t":0.5}]""", "|pm25||1|1700000000500|0")]
    [InlineData("""[{"bt":1700000000,"n":"pm25","v":1,"t":-0.5}]""", "|pm25||1|1699999999500|0")]
    [InlineData("""[{"n":"pm25","v":1,"t":-10}]""", "|pm25||1|1795417190000|0")]
    [InlineData("""[{"n":"pm25","v":1,"t":3600}]""", "|pm25||1|1795420800000|0")]
    [InlineData("""[{"bv":10,"n":"pm25","v":2.5}]""", "|pm25||12.5|now|0")]
    [InlineData("""[{"bv":10,"n":"pm25"}]""", "|pm25||10|now|0")]
    [InlineData("""[{"n":"count","s":7}]""", "|count.sum||7|now|0")]
    [InlineData("""[{"bs":3,"n":"count","s":7,"v":1}]""", "|count||1|now|0", "|count.sum||10|now|0")]
    [InlineData("""[{"bver":10,"n":"pm25","v":1,"ut":60,"x":1,"y":{"z":[1]}}]""", "|pm25||1|now|0")]
    [InlineData("""[{"n":"pm25","v":1,"sequence":17}]""", "|pm25||1|now|17")]
    [InlineData("""[{"sequence":17},{"n":"a","v":1},{"n":"b","v":2}]""", "|a||1|now|17", "|b||2|now|17")]
    [InlineData("""[{"\u006e":"pm25","v":1}]""", "|pm25||1|now|0")]
    [InlineData("[]")]
    [InlineData("""[{"bn":"pm"},{"n":"25","v":1},{"bn":"no","n":"2","v":3}]""", "|pm25||1|now|0", "|no2||3|now|0")]
    public void A_pack_gives_its_readings(string pack, params string[] readings)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlJson, pack);
        Assert.Null(refusal);
        Assert.Empty(parsed.Refusals());
        Assert.Equal(readings, parsed.Lines());
    }

    [Theory]
    [InlineData("""{"n":"pm25","v":1}""", "syntax")]
    [InlineData("""[1]""", "syntax")]
    [InlineData("""[{"n":"pm25","v":1}""", "syntax")]
    [InlineData("""[{"n":"pm25","v":1}] x""", "syntax")]
    [InlineData("""[{"n":"pm25","v":NaN}]""", "syntax")]
    [InlineData("""[{"n":"pm25","v":1,}]""", "syntax")]
    [InlineData("""[{"n":"\ud800","v":1}]""", "syntax")]
    [InlineData("""[{"\ud800":1,"n":"pm25","v":1}]""", "syntax")]
    [InlineData("""[{"bver":11,"n":"pm25","v":1}]""", "must-understand")]
    [InlineData("""[{"n":"pm25","v":1,"frequency_":5}]""", "must-understand")]
    [InlineData("""[{"bv":1e400,"n":"pm25","v":1}]""", "range")]
    [InlineData("", "syntax")]
    public void A_pack_that_cannot_be_read_leaves_nothing(string pack, string reason)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlJson, """[{"n":"a","v":1},""" + pack);
        Assert.NotNull(refusal);
        (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlJson, pack);
        Assert.Equal(reason, refusal?.Reason);
        Assert.NotEqual("", refusal?.Detail);
        Assert.Equal(0, parsed.Count);
        Assert.Empty(parsed.Refusals());
    }

    [Theory]
    [InlineData("""[{"n":"bad","v":1e400},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad"},{"n":"ok","v":1}]""", "1 value")]
    [InlineData("""[{"n":"bad","v":1,"vb":true},{"n":"ok","v":1}]""", "1 value")]
    [InlineData("""[{"n":"bad","vd":"AQID"},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"n":"bad","v":"1"},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"n":"bad","v":null},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"n":"bad","v":[1]},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"n":"bad","vb":1},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"n":7,"v":1},{"n":"ok","v":1}]""", "1 type")]
    [InlineData("""[{"v":1},{"n":"ok","v":1}]""", "1 name")]
    [InlineData("""[{"n":"b d","v":1},{"n":"ok","v":1}]""", "1 name")]
    [InlineData("""[{"n":"../x","v":1},{"n":"ok","v":1}]""", "1 name")]
    [InlineData("""[{"n":"urn:ngsi-ld:A:b","v":1},{"n":"ok","v":1}]""", "1 name")]
    [InlineData("""[{"n":"bad","v":1,"t":-1795417201},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad","v":1,"t":253370764800},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad","v":1,"t":1e300},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"bv":1e308,"n":"bad","v":1e308},{"bv":0,"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad","v":1,"sequence":0},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad","v":1,"sequence":1.5},{"n":"ok","v":1}]""", "1 range")]
    [InlineData("""[{"n":"bad","v":1,"sequence":4294967296},{"n":"ok","v":1}]""", "1 range")]
    public void A_bad_record_is_refused_and_the_good_ones_are_kept(string pack, string refusal)
    {
        var (parsed, whole) = Parsing.Parse(PayloadFormat.SenMlJson, pack);
        Assert.Null(whole);
        Assert.Equal([refusal], parsed.Refusals());
        Assert.Equal(["|ok||1|now|0"], parsed.Lines());
    }

    [Fact]
    public void A_text_that_is_too_long_or_no_utf8_is_refused()
    {
        var (parsed, _) = Parsing.Parse(PayloadFormat.SenMlJson, $$"""[{"n":"a","vs":"{{new string('x', 1025)}}"}]""");
        Assert.Equal(["1 too-large"], parsed.Refusals());
        byte[] broken = [.. """[{"n":"a","vs":"x"""u8, 0xFF, .. "\"}]"u8];
        (parsed, var whole) = Parsing.Parse(PayloadFormat.SenMlJson, broken);
        Assert.True(whole is not null || parsed.Refusals() is ["1 too-large"]);
        Assert.Equal(0, parsed.Count);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var deep = $$"""[{"n":"a","v":1,"x":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}]""";
        Assert.Equal("syntax", Parsing.Parse(PayloadFormat.SenMlJson, deep).Refusal?.Reason);
    }

    [Fact]
    public void Refusals_beyond_the_first_hundred_are_counted_without_a_sentence()
    {
        var pack = new StringBuilder("[");
        for (var i = 0; i < 250; i++)
        {
            pack.Append(i == 0 ? "" : ",").Append("""{"n":"a"}""");
        }

        var (parsed, _) = Parsing.Parse(PayloadFormat.SenMlJson, pack.Append(']').ToString());
        Assert.Equal(250, parsed.Refused.Length);
        Assert.NotEqual("", parsed.Refused[99].Detail);
        Assert.Equal("", parsed.Refused[100].Detail);
    }
}
