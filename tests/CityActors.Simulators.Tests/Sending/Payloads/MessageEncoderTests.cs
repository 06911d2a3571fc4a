using System.Formats.Cbor;
using System.Text;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Sending.Payloads;

public sealed class MessageEncoderTests
{
    private static readonly DeviceMessage Bus = new(
        0, "urn:ngsi-ld:Vehicle:b,1", 17, 1_764_028_800_250, 0,
        [new("location", TwinValue.OfPosition(105.85, 21.02)), new("speed", 31.5), new("on", true), new("state", "in \"service\"")]);

    private static readonly DeviceMessage Meter = new(
        1, "urn:ngsi-ld:Device:m", 18, 1_764_028_801_000, 0, [new("power", 2.5), new("on", false)]);

    [Fact]
    public void Flat_json_bears_time_number_and_place() => Assert.Equal(
        """{"observedAt":1764028800250,"sequence":17,"location":{"lon":105.85,"lat":21.02},"speed":31.5,"on":true,"""
        + "\"state\":\"in \\u0022service\\u0022\"}",
        Encoding.UTF8.GetString(MessageEncoder.ForTopic(PayloadForm.Flat, Bus)));

    [Fact]
    public void SenML_in_a_topic_leaves_the_twin_to_the_topic() => Assert.Equal(
        """[{"bn":"","bt":1764028801,"n":"power","v":2.5},{"n":"on","vb":false}]""",
        Encoding.UTF8.GetString(MessageEncoder.ForTopic(PayloadForm.SenMl, Meter)));

    [Fact]
    public void SenML_over_HTTP_names_each_twin_once()
    {
        var request = MessageEncoder.ForRequest(PayloadForm.SenMl, [Meter, Meter]);
        Assert.Equal(("/ingest/senml", "application/senml+json"), (request.Path, request.ContentType));
        var one = """{"bn":"urn:ngsi-ld:Device:m/","bt":1764028801,"n":"power","v":2.5},{"n":"on","vb":false}""";
        Assert.Equal($"[{one},{one}]", Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public void CBOR_has_the_labels_of_RFC_8428()
    {
        var cbor = new CborReader(MessageEncoder.ForTopic(PayloadForm.Cbor, Meter));
        Assert.Equal(2, cbor.ReadStartArray());
        Assert.Equal(4, cbor.ReadStartMap());
        Assert.Equal((-2, ""), (cbor.ReadInt32(), cbor.ReadTextString()));
        Assert.Equal((-3, 1_764_028_801.0), (cbor.ReadInt32(), cbor.ReadDouble()));
        Assert.Equal((0, "power"), (cbor.ReadInt32(), cbor.ReadTextString()));
        Assert.Equal((2, 2.5), (cbor.ReadInt32(), cbor.ReadDouble()));
        cbor.ReadEndMap();
        Assert.Equal(2, cbor.ReadStartMap());
        Assert.Equal((0, "on"), (cbor.ReadInt32(), cbor.ReadTextString()));
        Assert.Equal((4, false), (cbor.ReadInt32(), cbor.ReadBoolean()));
    }

    [Fact]
    public void Line_protocol_escapes_tags_and_texts() => Assert.Equal(
        "Vehicle,twin=urn:ngsi-ld:Vehicle:b\\,1 lon=105.85,lat=21.02,speed=31.5,on=true,state=\"in \\\"service\\\"\" 1764028800250\n",
        Encoding.UTF8.GetString(MessageEncoder.ForRequest(PayloadForm.Line, [Bus]).Body));

    [Fact]
    public void Line_protocol_does_not_go_over_MQTT() =>
        Assert.Throws<ArgumentException>(() => MessageEncoder.ForTopic(PayloadForm.Line, Bus));

    [Fact]
    public void Records_are_traced_back_to_their_messages()
    {
        var senml = MessageEncoder.ForRequest(PayloadForm.SenMl, [Meter, Meter]);
        Assert.Equal([0, 0, 0, 1, 1, 1], new[] { 0, 1, 2, 3, 4, 99 }.Select(senml.MessageOf));
        var line = MessageEncoder.ForRequest(PayloadForm.Line, [Bus, Meter]);
        Assert.Equal([0, 1], new[] { 1, 2 }.Select(line.MessageOf));
    }
}
