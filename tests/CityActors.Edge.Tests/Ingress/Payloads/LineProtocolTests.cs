using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Payloads.LineProtocol;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>InfluxDB line protocol, by tables.</summary>
public sealed class LineProtocolTests
{
    [Theory]
    [InlineData("air,id=q1 pm25=12.5", "air,id=q1|pm25||12.5|now|0")]
    [InlineData("air pm25=12.5 1700000000000000000", "air|pm25||12.5|1700000000000|0")]
    [InlineData("air pm25=1 1700000000000999999", "air|pm25||1|1700000000000|0")]
    [InlineData("air a=1,b=2i,c=3u,d=-4i,e=1e3,f=-1.5E-2", "air|a||1|now|0", "air|b||2|now|0", "air|c||3|now|0", "air|d||-4|now|0",
        "air|e||1000|now|0", "air|f||-0.015|now|0")]
    [InlineData("air a=t,b=T,c=true,d=True,e=TRUE", "air|a||true|now|0", "air|b||true|now|0", "air|c||true|now|0", "air|d||true|now|0",
        "air|e||true|now|0")]
    [InlineData("air a=f,b=F,c=false,d=False,e=FALSE", "air|a||false|now|0", "air|b||false|now|0", "air|c||false|now|0",
        "air|d||false|now|0", "air|e||false|now|0")]
    [InlineData("""air a="free",b="hai ba, ba = ba",c="x \"y\" \\z",d="" """, "air|a||code:free|now|0", "air|b||text:hai ba, ba = ba|now|0",
        """air|c||text:x "y" \z|now|0""", "air|d||text:|now|0")]
    [InlineData("""my\ air,na\=me=q\,1 a=1""", """my\ air,na\=me=q\,1|a||1|now|0""")]
    [InlineData("car,id=c1 lon=105.8,lat=21.03,speed=7", "car,id=c1|location||(105.8 21.03)|now|0", "car,id=c1|speed||7|now|0")]
    [InlineData("car,id=c1 speed=7,lat=21.03,lon=105.8", "car,id=c1|speed||7|now|0", "car,id=c1|location||(105.8 21.03)|now|0")]
    [InlineData("car,id=c1 lon=999,lat=21.03", "car,id=c1|lon||999|now|0", "car,id=c1|lat||21.03|now|0")]
    [InlineData("# a comment")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("air a=1\r", "air|a||1|now|0")]
    [InlineData("  air   a=1   1700000000000000000  ", "air|a||1|1700000000000|0")]
    public void A_line_gives_its_readings(string line, params string[] readings)
    {
        var (parsed, _) = Parsing.Parse(PayloadFormat.LineProtocol, line);
        Assert.Empty(parsed.Refusals());
        Assert.Equal(readings, parsed.Lines());
    }

    [Theory]
    [InlineData("air", "no-field")]
    [InlineData("air,id=q1", "no-field")]
    [InlineData("air,id=q1 ", "no-field")]
    [InlineData("air,id=q1 1700000000000000000", "no-field")]
    [InlineData("air,id=q1 =1", "no-field")]
    [InlineData(",id=q1 a=1", "syntax")]
    [InlineData("air a=", "value")]
    [InlineData("air a=1,", "no-field")]
    [InlineData("air a=1,,b=2", "name")]
    [InlineData("air a=NaN", "range")]
    [InlineData("air a=+Inf", "range")]
    [InlineData("air a=-inf", "range")]
    [InlineData("air a=Infinity", "range")]
    [InlineData("air a=1e400", "range")]
    [InlineData("air a=nothing", "syntax")]
    [InlineData("air a=12x", "syntax")]
    [InlineData("air a=1.2.3", "syntax")]
    [InlineData("air a=9223372036854775808i", "syntax")]
    [InlineData("air a=-1u", "syntax")]
    [InlineData("air a=\"open", "syntax")]
    [InlineData("air a=\"C:\\x\\\"", "syntax")]
    [InlineData("air a=\"x\"y", "syntax")]
    [InlineData("air a b=1", "no-field")]
    [InlineData("air a\\ b=1", "name")]
    [InlineData("air Nhiệt=1", "name")]
    [InlineData("air a=1 soon", "time")]
    [InlineData("air a=1 1.5", "time")]
    [InlineData("air a=1 1700000000000000000 7", "time")]
    [InlineData("air a=1 99999999999999999999", "time")]
    [InlineData("air a=1 -1", "range")]
    public void A_bad_line_is_refused_by_its_number_and_the_others_are_kept(string line, string reason)
    {
        var (parsed, _) = Parsing.Parse(PayloadFormat.LineProtocol, $"ok a=1\n# note\n{line}\nok a=2\n");
        Assert.Equal([$"3 {reason}"], parsed.Refusals());
        Assert.StartsWith("Line 3: ", parsed.Refused[0].Detail);
        Assert.Equal(["ok|a||1|now|0", "ok|a||2|now|0"], parsed.Lines());
    }

    [Theory]
    [InlineData(TimePrecisionName.Ns, "1700000000123456789", 1_700_000_000_123)]
    [InlineData(TimePrecisionName.Us, "1700000000123456", 1_700_000_000_123)]
    [InlineData(TimePrecisionName.Ms, "1700000000123", 1_700_000_000_123)]
    [InlineData(TimePrecisionName.S, "1700000000", 1_700_000_000_000)]
    public void Times_are_of_the_precision_that_was_said(TimePrecisionName precision, string time, long expected)
    {
        var (parsed, _) = Parsing.Parse(PayloadFormat.LineProtocol, $"air a=1 {time}", precision);
        Assert.Equal(expected, parsed.Items[0].ObservedAtMs);
    }

    [Theory]
    [InlineData(TimePrecisionName.Ms, "253370764800000")]
    [InlineData(TimePrecisionName.S, "253370764800")]
    [InlineData(TimePrecisionName.S, "9223372036854775807")]
    [InlineData(TimePrecisionName.S, "-9223372036854775808")]
    public void Times_beyond_9998_and_before_1970_are_refused(TimePrecisionName precision, string time) =>
        Assert.Equal(
            ["1 range"], Parsing.Parse(PayloadFormat.LineProtocol, $"air a=1 {time}", precision).Readings.Refusals());

    [Fact]
    public void A_line_that_is_too_long_is_refused()
    {
        var readings = new PayloadReadings();
        var parser = new LineProtocolParser(TimePrecision.Nanoseconds, lineBytesMax: 100);
        parser.Parse(System.Text.Encoding.UTF8.GetBytes($"air a=1\nair a=\"{new string('x', 200)}\"\nair a=2"), 0, readings);
        Assert.Equal(["2 too-large"], readings.Refusals());
        Assert.Equal(2, readings.Count);
        Assert.Equal(3, parser.Line);
    }

    [Theory]
    [InlineData("air,id=q1", "urn:ngsi-ld:Air:q1")]
    [InlineData("air_quality,station=q1,host=x", "urn:ngsi-ld:AirQuality:q1")]
    [InlineData("air-quality.observed,host=x", "urn:ngsi-ld:AirQualityObserved:x")]
    [InlineData("AirQualityObserved,device=q1", "urn:ngsi-ld:AirQualityObserved:q1")]
    [InlineData("air,twin=urn:ngsi-ld:AirQualityObserved:q9,id=q1", "urn:ngsi-ld:AirQualityObserved:q9")]
    [InlineData("air,id=urn:ngsi-ld:AirQualityObserved:q9", "urn:ngsi-ld:AirQualityObserved:q9")]
    [InlineData("""air,id=Trạm\ Cầu\ Giấy""", "urn:ngsi-ld:Air:Tr%E1%BA%A1m%20C%E1%BA%A7u%20Gi%E1%BA%A5y")]
    [InlineData("""air,id=a\,b\=c""", "urn:ngsi-ld:Air:a,b=c")]
    public void A_series_names_its_twin(string series, string expected)
    {
        Assert.True(new SeriesTwins(new LineProtocolOptions()).TryName(System.Text.Encoding.UTF8.GetBytes(series), out var id, out _));
        Assert.Equal(expected, id);
    }

    [Theory]
    [InlineData("air")]
    [InlineData("air,region=north")]
    [InlineData("air,id=")]
    [InlineData("air,id")]
    [InlineData("air,id=../x")]
    [InlineData("air,id=a/b")]
    [InlineData("1air,id=q1")]
    [InlineData("air,twin=urn:ngsi-ld:bad")]
    public void A_series_without_a_twin_is_refused_with_a_sentence(string series)
    {
        var twins = new SeriesTwins(new LineProtocolOptions());
        Assert.False(twins.TryName(System.Text.Encoding.UTF8.GetBytes(series), out _, out var problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public void A_series_that_is_no_utf8_is_refused() =>
        Assert.False(new SeriesTwins(new LineProtocolOptions()).TryName([.. "air,id=q"u8, 0xFF], out _, out _));
}
