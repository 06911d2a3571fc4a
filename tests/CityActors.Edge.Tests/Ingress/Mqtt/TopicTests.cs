using CityActors.Silo.Ingress.Gateway.Topics;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>What topics mean, and which there are not.</summary>
public sealed class TopicTests
{
    private static readonly string[] Roots = ["city", "plant"];

    [Theory]
    [InlineData("city/AirQualityObserved/q1/telemetry", "urn:ngsi-ld:AirQualityObserved:q1")]
    [InlineData("plant/AirQualityObserved/q1/telemetry", "urn:ngsi-ld:AirQualityObserved:q1")]
    [InlineData("city/AirQualityObserved/Trạm 1/telemetry", "urn:ngsi-ld:AirQualityObserved:Tr%E1%BA%A1m%201")]
    [InlineData("city/AirQualityObserved/a.b-c_d~e/telemetry", "urn:ngsi-ld:AirQualityObserved:a.b-c_d~e")]
    public void A_telemetry_topic_names_a_twin(string topic, string twin)
    {
        var parsed = TelemetryTopic.Parse(topic, Roots, out _);
        Assert.Equal((TopicKind.Telemetry, twin), (parsed.Kind, parsed.Name));
        Assert.Equal(topic.Split('/')[0], parsed.Root);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("city")]
    [InlineData("city/AirQualityObserved/q1")]
    [InlineData("city/AirQualityObserved/q1/telemetry/x")]
    [InlineData("city/AirQualityObserved/q1/telemetry/")]
    [InlineData("/city/AirQualityObserved/q1/telemetry")]
    [InlineData("city//q1/telemetry")]
    [InlineData("city/AirQualityObserved//telemetry")]
    [InlineData("town/AirQualityObserved/q1/telemetry")]
    [InlineData("city/AirQualityObserved/../telemetry")]
    [InlineData("city/../q1/telemetry")]
    [InlineData("city/AirQualityObserved/a..b/telemetry")]
    [InlineData("city/Air Quality/q1/telemetry")]
    [InlineData("city/+/q1/telemetry")]
    [InlineData("city/AirQualityObserved/+/command")]
    [InlineData("city/AirQualityObserved/#/command")]
    [InlineData("city/AirQualityObserved/q1/status")]
    [InlineData("city/AirQualityObserved/q\u00071/telemetry")]
    [InlineData("city/AirQualityObserved/q\\1/telemetry")]
    [InlineData("$SYS/broker/uptime/telemetry")]
    [InlineData("city/sources//declare")]
    [InlineData("city/sources/a\u0001b/declare")]
    public void Other_topics_are_refused_with_a_sentence(string topic)
    {
        Assert.Equal(TopicKind.None, TelemetryTopic.Parse(topic, Roots, out var problem).Kind);
        Assert.StartsWith("Expected ", problem);
    }

    [Fact]
    public void Topics_and_names_that_are_too_long_are_refused()
    {
        Assert.Equal(TopicKind.None, TelemetryTopic.Parse($"city/A/{new string('x', 161)}/telemetry", Roots, out _).Kind);
        Assert.Equal(TopicKind.None, TelemetryTopic.Parse($"city/A/{new string('ệ', 60)}/telemetry", Roots, out _).Kind);
        Assert.Equal(TopicKind.None, TelemetryTopic.Parse($"city/A/{new string('x', 60_000)}/telemetry", Roots, out _).Kind);
    }

    [Fact]
    public void A_declaration_names_its_source()
    {
        var parsed = TelemetryTopic.Parse("city/sources/bologna loops/declare", Roots, out _);
        Assert.Equal((TopicKind.Declare, "bologna loops"), (parsed.Kind, parsed.Name));
    }
}
