using System.Net;
using System.Text;

namespace CityActors.Edge.Tests.Ingress.Http;

/// <summary>The doors for SenML, flat JSON and declarations, and what closes all of them.</summary>
public sealed class MessageDoorTests : IAsyncLifetime
{
    private const string Twin = "urn:ngsi-ld:AirQualityObserved:q1";
    private const string Pack = """[{"bn":"urn:ngsi-ld:AirQualityObserved:q1/","n":"a","v":1,"sequence":5}]""";

    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options =>
    {
        options.Http.MessageBytesMax = 10_000;
        options.Http.BytesPerSecondPerSource = 100_000;
        options.Admission.RetryAfterSeconds = 7;
    });

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Theory]
    [InlineData("application/senml+json")]
    [InlineData("application/senml+json; charset=utf-8")]
    [InlineData("application/json")]
    public async Task Senml_is_taken_in(string type)
    {
        using var answer = await city.Http.Send("/ingest/senml", Pack, type, source: "gateway 7");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var reading = city.Of(Twin, "a").Single();
        Assert.Equal((1.0, 5u, "gateway 7"), (reading.Number, reading.Sequence, reading.Actor));
    }

    [Fact]
    public async Task Senml_cbor_and_packed_senml_are_taken_in()
    {
        byte[] cbor = [0x81, 0xA2, 0x00, 0x78, 0x23, .. Encoding.UTF8.GetBytes(Twin + "/a"), 0x02, 0x03];
        using var first = await city.Http.Send("/ingest/senml", cbor, "application/senml+cbor");
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        var packed = HttpClients.Gzip(Encoding.UTF8.GetBytes(Pack));
        using var second = await city.Http.Send("/ingest/senml", packed, "application/senml+json", "gzip");
        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Equal([3.0, 1.0], city.Of(Twin, "a").Select(static reading => reading.Number));
    }

    [Theory]
    [InlineData("/ingest/telemetry/AirQualityObserved/q1", """{"a": 1, "sequence": 3}""", "application/json", Twin)]
    [InlineData("/ingest/telemetry/AirQualityObserved/q1", """[{"n":"a","v":1,"sequence":3}]""", "application/senml+json", Twin)]
    [InlineData("/ingest/telemetry/AirQualityObserved/Tr%E1%BA%A1m%201", """{"a": 1, "sequence": 3}""", "application/json",
        "urn:ngsi-ld:AirQualityObserved:Tr%E1%BA%A1m%201")]
    public async Task Telemetry_of_the_twin_in_the_path_is_taken_in(string path, string body, string type, string twin)
    {
        using var answer = await city.Http.Send(path, body, type);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(3u, city.Of(twin, "a").Single().Sequence);
    }

    [Theory]
    [InlineData("/ingest/senml", "[", "application/senml+json", HttpStatusCode.BadRequest, "syntax")]
    [InlineData("/ingest/senml", """[{"n":"a","v":1}]""", "application/senml+json", HttpStatusCode.BadRequest, "twin")]
    [InlineData("/ingest/senml", """[{"n":"urn:ngsi-ld:1:x/a","v":1}]""", "application/senml+json", HttpStatusCode.BadRequest, "twin")]
    [InlineData("/ingest/telemetry/AirQualityObserved/a..b", """{"a": 1}""", "application/json", HttpStatusCode.BadRequest, "twin")]
    [InlineData("/ingest/telemetry/Air%20Quality/q1", """{"a": 1}""", "application/json", HttpStatusCode.BadRequest, "twin")]
    [InlineData("/ingest/telemetry/AirQualityObserved/q1", """{"a": 1, "observedAt": "9999-06-01T00:00:00Z"}""", "application/json",
        HttpStatusCode.BadRequest, "range")]
    [InlineData("/ingest/senml", Pack, "image/png", HttpStatusCode.UnsupportedMediaType, null)]
    [InlineData("/ingest/telemetry/AirQualityObserved/q1", "air a=1", "text/plain", HttpStatusCode.UnsupportedMediaType, null)]
    public async Task What_cannot_be_read_is_refused(string path, string body, string type, HttpStatusCode status, string? reason)
    {
        using var answer = await city.Http.Send(path, body, type);
        Assert.Equal(status, answer.StatusCode);
        var problem = await answer.Problem();
        Assert.Equal(0, problem.GetProperty("accepted").GetInt32());
        if (reason is not null)
        {
            Assert.Equal(reason, problem.GetProperty("refused")[0].GetProperty("reason").GetString());
            await city.Quarantine.Entry(entry => entry.Reason == reason, "what was refused in the quarantine");
        }
    }

    [Fact]
    public async Task A_bad_record_is_refused_by_its_number_and_the_good_ones_are_kept()
    {
        using var answer = await city.Http.Send(
            "/ingest/senml", $$"""[{"bn":"{{Twin}}/","n":"a","v":1},{"n":"a","v":1e400},{"n":"a","v":3}]""", "application/senml+json");
        var problem = await answer.Problem();
        Assert.Equal((2, 1), (problem.GetProperty("accepted").GetInt32(), problem.GetProperty("refusedCount").GetInt32()));
        Assert.Equal(2, problem.GetProperty("refused")[0].GetProperty("record").GetInt32());
        Assert.Equal([1.0, 3.0], city.Of(Twin, "a").Select(static reading => reading.Number));
    }

    [Fact]
    public async Task A_message_larger_than_the_limit_is_refused()
    {
        using var answer = await city.Http.Send("/ingest/senml", new string(' ', 10_001), "application/senml+json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var fits = await city.Http.Send("/ingest/senml", Pack + new string(' ', 10_000 - Pack.Length), "application/senml+json");
        Assert.Equal(HttpStatusCode.NoContent, fits.StatusCode);
    }

    [Theory]
    [InlineData("/write", "air,id=q1 a=1", "text/plain")]
    [InlineData("/ingest/senml", Pack, "application/senml+json")]
    [InlineData("/ingest/telemetry/AirQualityObserved/q1", """{"a": 1}""", "application/json")]
    [InlineData("/api/sources", """{"kind": "live"}""", "application/json")]
    public async Task Every_door_says_when_to_come_again(string path, string body, string type)
    {
        city.Progress.Begin(1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 5_000);
        await Refused(HttpStatusCode.TooManyRequests);
        city.Progress.End(1, -1);
        city.Progress.ReportCaughtUp(1, false);
        await Refused(HttpStatusCode.ServiceUnavailable);
        city.Progress.ReportCaughtUp(1, true);
        city.Log.Failure = "No space left on device.";
        await Refused(HttpStatusCode.ServiceUnavailable);
        city.Log.Failure = null;
        city.Log.IsBroken = true;
        await Refused(HttpStatusCode.ServiceUnavailable);
        city.Log.IsBroken = false;
        using var answer = await city.Http.Send(path, body, type);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);

        async Task Refused(HttpStatusCode status)
        {
            using var refused = await city.Http.Send(path, body, type);
            Assert.Equal(status, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter?.Delta);
            Assert.Equal(0, (await refused.Problem()).GetProperty("accepted").GetInt32());
        }
    }

    [Fact]
    public async Task While_the_shards_do_not_answer_nothing_is_kept()
    {
        city.Directory.IsDown = true;
        using var answer = await city.Http.Send("/ingest/senml", Pack, "application/senml+json");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var lines = await city.Http.Send("/write", "air,id=q1 a=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lines.StatusCode);
        Assert.Empty(city.Log.Readings);
    }

    [Fact]
    public async Task A_source_that_sends_too_much_is_told_to_wait_and_others_are_not()
    {
        HttpStatusCode last;
        var sent = 0;
        do
        {
            using var answer = await city.Http.Send("/write", $"air,id=q1 a=\"{new string('x', 1_000)}\"\n", source: "greedy");
            last = answer.StatusCode;
        }
        while (last == HttpStatusCode.NoContent && ++sent < 20_000);
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        using var other = await city.Http.Send("/write", "air,id=q1 a=1", source: "modest");
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
    }

    [Fact]
    public async Task A_declaration_is_told_to_every_partition_under_the_name_of_its_source()
    {
        using var answer = await city.Http.Send(
            "/api/sources", """{"kind": "replay", "epoch": 1605254400000}""", "application/json", source: "bologna");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal([0, 1, 2, 3], city.Log.Declarations.Select(static declared => declared.Partition).Order());
        Assert.All(city.Log.Declarations, static declared =>
            Assert.Equal(("bologna", true, 1_605_254_400_000), (declared.Source, declared.IsReplay, declared.EpochMs)));
    }

    [Theory]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind": "replay", "epoch": -5}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind": "live"}""", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_declaration_that_cannot_be_read_is_refused(string body, string type, HttpStatusCode status)
    {
        using var answer = await city.Http.Send("/api/sources", body, type);
        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(city.Log.Declarations);
    }

    [Fact]
    public async Task A_source_without_a_name_is_its_address()
    {
        using var answer = await city.Http.Send("/ingest/senml", Pack, "application/senml+json");
        Assert.Equal("http:127.0.0.1", city.Log.Readings.Single().Actor);
        using var bad = await city.Http.Send("/ingest/senml", Pack, "application/senml+json", source: new string('x', 300));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }
}
