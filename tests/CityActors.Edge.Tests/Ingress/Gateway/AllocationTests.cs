using System.Text;
using CityActors.Edge.Tests.Ingress.Payloads;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Edge.Tests.Ingress.Gateway;

/// <summary>From bytes to log records nothing is allocated, once channels are known and memory has grown to size.</summary>
public sealed class AllocationTests : IAsyncLifetime
{
    private readonly PayloadReadings readings = new();
    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    public static TheoryData<string, byte[]> Payloads => new()
    {
        { "FlatJson", """{"observedAt":"2026-11-23T07:00:00.123Z","sequence":7,"pm25":12.5,"open":true,"state":"free"}"""u8.ToArray() },
        { "FlatJson", """{"note":"Đường ngập","p":{"type":"Point","coordinates":[105.8,21.03]},"x":-1.25e-7}"""u8.ToArray() },
        { "SenMlJson", """[{"bn":"urn:ngsi-ld:A:q1/","bt":1.7e9,"n":"a","u":"Cel","v":1},{"n":"b","vb":true,"t":1}]"""u8.ToArray() },
        {
            "SenMlCbor", new CborPack().Array(2).Map(3).Int(-2).Text("urn:ngsi-ld:A:q1/").Int(0).Text("a").Int(2).Double(1)
                .Map(2).Int(0).Text("s").Int(3).Text("free").Bytes
        },
        { "LineProtocol", Encoding.UTF8.GetBytes("air,id=q1 a=1.5,b=2i,c=t,d=\"free\" 1700000000000000000\n") },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Known_channels_cost_no_allocation(string format, byte[] payload)
    {
        var parser = Enum.Parse<PayloadFormat>(format);
        var source = city.Gateway.Source(Doors.Http, "city", "d1");
        var twin = city.Gateway.Twin("urn:ngsi-ld:A:q1", "city");
        var first = city.Gateway.Rent(source);
        Take(parser, payload, first, twin);
        Assert.Null(await city.Gateway.Resolve(first));
        Assert.Empty(first.Refused);
        city.Gateway.Return(first);
        Assert.True(Allocated(parser, payload, source, twin, rounds: 1) >= 0);
        Assert.True(Allocated(parser, payload, source, twin, rounds: 1_000) >= 0);
        var bytes = Allocated(parser, payload, source, twin, rounds: 1_000);

        // The parser object of line protocol is one a body.
        Assert.InRange(bytes, 0, parser == PayloadFormat.LineProtocol ? 1_000 * 64 : 0);
    }

    private long Allocated(PayloadFormat parser, byte[] payload, IngestSource source, TopicTwin twin, int rounds)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batch = city.Gateway.Rent(source);
        for (var i = 0; i < rounds; i++)
        {
            Take(parser, payload, batch, twin);
        }

        var missed = batch.Missed.Count;
        city.Gateway.Return(batch);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, missed);
        return allocated;
    }

    private void Take(PayloadFormat parser, byte[] payload, IngestBatch batch, TopicTwin twin)
    {
        readings.Clear();
        if (parser.Parse(payload, Parsing.NowMs, readings) is not null)
        {
            throw new InvalidOperationException("The payload was refused.");
        }

        city.Gateway.Add(batch, readings, twin);
    }
}
