using System.Net;
using System.Text;
using CityActors.Edge.Tests.Log.Bench;

namespace CityActors.Edge.Tests.Ingress.Http;

/// <summary>The door for InfluxDB line protocol.</summary>
public sealed class WriteTests : IAsyncLifetime
{
    private const string Twin = "urn:ngsi-ld:Air:q1";

    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options =>
    {
        options.Http.LineBytesMax = 256;
        options.Http.ChunkBytes = 1_000;
        options.Http.LinesBytesMax = 1 << 20;
        options.Http.LinesUnpackedBytesMax = 2 << 20;
        options.Http.RefusalsListedMax = 5;
    });

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task Lines_are_durable_when_204_comes_and_not_before()
    {
        city.Log.Hold();
        var sending = city.Http.Send("/write?precision=ms", "air,id=q1 a=1,b=t 1700000000000\nair,id=q1 a=2 1700000001000");
        await city.Appended(3);
        Assert.False(sending.IsCompleted);
        city.Log.Release();
        Assert.Equal(HttpStatusCode.NoContent, (await sending.Within("the answer")).StatusCode);
        Assert.Equal([1.0, 2.0], city.Of(Twin, "a").Select(static reading => reading.Number));
        Assert.Equal(1_700_000_000_000, city.Of(Twin, "b").Single().ObservedAtMs);
    }

    [Theory]
    [InlineData("/write", "1700000000000000000")]
    [InlineData("/write?precision=ns&db=telegraf", "1700000000000000000")]
    [InlineData("/write?precision=us", "1700000000000000")]
    [InlineData("/write?precision=u", "1700000000000000")]
    [InlineData("/write?precision=s", "1700000000")]
    [InlineData("/api/v2/write?org=x&bucket=y&precision=ms", "1700000000000")]
    public async Task The_precision_of_times_is_a_parameter(string path, string time)
    {
        using var answer = await city.Http.Send(path, $"air,id=q1 a=1 {time}");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(1_700_000_000_000, city.Of(Twin, "a").Single().ObservedAtMs);
    }

    [Fact]
    public async Task An_unknown_precision_is_refused()
    {
        using var answer = await city.Http.Send("/write?precision=h", "air,id=q1 a=1 1");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'h'", (await answer.Problem()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(city.Log.Readings);
    }

    [Fact]
    public async Task Bad_lines_are_refused_by_number_and_reason_and_the_good_ones_are_kept_and_counted()
    {
        using var answer = await city.Http.Send(
            "/write?precision=ms", "air,id=q1 a=1\nair,id=q1\n# note\nair a=3\nair,id=q1 a=1e400\nair,id=q1 a=4,b=5\n");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Problem();
        Assert.Equal((3, 3), (problem.GetProperty("accepted").GetInt32(), problem.GetProperty("refusedCount").GetInt32()));
        var refused = problem.GetProperty("refused").EnumerateArray()
            .Select(static one => $"{one.GetProperty("line").GetInt32()} {one.GetProperty("reason").GetString()}");
        Assert.Equal(["2 no-field", "4 twin", "5 range"], refused.Order());
        Assert.Equal([1.0, 4.0], city.Of(Twin, "a").Select(static reading => reading.Number));
        var entry = await city.Quarantine.Entry(static entry => entry.Reason == "range", "the bad line in the quarantine");
        Assert.Equal(("air,id=q1 a=1e400", "/write?precision=ms"), (Encoding.UTF8.GetString([.. entry.Payload]), entry.Topic));
        entry = await city.Quarantine.Entry(static entry => entry.Reason == "twin", "the line without a twin in the quarantine");
        Assert.Equal("air a=3", Encoding.UTF8.GetString([.. entry.Payload]));
    }

    [Fact]
    public async Task Packed_lines_are_unpacked_and_none_is_lost_where_pieces_meet()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
        {
            lines.Append("air,id=q1 a=").Append(i).Append(i % 3 == 0 ? "\r\n" : "\n");
        }

        using var answer = await city.Http.Send("/write", HttpClients.Gzip(Encoding.UTF8.GetBytes(lines.ToString())), encoding: "gzip");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Enumerable.Range(0, 5_000).Select(static i => (double)i), city.Of(Twin, "a").Select(static reading => reading.Number));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(2_500)]
    [InlineData(50_000)]
    public async Task A_line_that_is_too_long_is_refused_wherever_pieces_meet(int length)
    {
        using var answer = await city.Http.Send(
            "/write", $"air,id=q1 a=1\nair,id=q1 b=\"{new string('x', length)}\"\nair,id=q1 a=2\nbroken\nair,id=q1 a=3");
        var refused = (await answer.Problem()).GetProperty("refused").EnumerateArray()
            .Select(static one => $"{one.GetProperty("line").GetInt32()} {one.GetProperty("reason").GetString()}");
        Assert.Equal(["2 too-large", "4 no-field"], refused);
        Assert.Equal([1.0, 2.0, 3.0], city.Of(Twin, "a").Select(static reading => reading.Number));
    }

    [Fact]
    public async Task A_packed_bomb_ends_at_the_limit()
    {
        var bomb = HttpClients.Gzip(new byte[200 << 20]);
        Assert.True(bomb.Length < 1 << 20);
        using var answer = await city.Http.Send("/write", bomb, encoding: "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var message = await city.Http.Send("/ingest/senml", HttpClients.Gzip(new byte[50 << 20]), "application/senml+json", "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, message.StatusCode);
    }

    [Fact]
    public async Task A_body_larger_than_the_limit_is_refused_and_says_what_was_kept()
    {
        var line = $"air,id=q1 a=1,b=\"{new string('x', 200)}\"\n";
        using var answer = await city.Http.Send("/write", string.Concat(Enumerable.Repeat(line, 6_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_not_the_gzip_they_say_are_refused()
    {
        using var answer = await city.Http.Send("/write", "air,id=q1 a=1", encoding: "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var packed = HttpClients.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("air,id=q1 a=1\n", 10_000))));
        using var torn = await city.Http.Send("/write", packed[..(packed.Length / 2)], encoding: "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, torn.StatusCode);
        using var brotli = await city.Http.Send("/write", "air,id=q1 a=1", encoding: "br");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, brotli.StatusCode);
        using var image = await city.Http.Send("/write", "air,id=q1 a=1", type: "image/png");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, image.StatusCode);
    }

    [Fact]
    public async Task The_sender_of_a_long_body_is_slowed_while_the_fold_lags_and_loses_nothing()
    {
        using var slowed = new Counted(CityActors.Telemetry.CityTelemetry.IngressSlowed);
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("air,id=q1 a=1\n", 100)));
        using var body = new GradualContent(async stream =>
        {
            await stream.WriteAsync(lines);
            await stream.FlushAsync();
            await city.Appended(1);
            city.Progress.Begin(0, 1);
            await stream.WriteAsync(lines);
            await stream.FlushAsync();
            await slowed.Until(1);
            city.Progress.End(0, -1);
        });
        using var answer = await city.Http.PostAsync("/write", body);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(200, city.Log.Readings.Count);
    }

    [Fact]
    public async Task Beyond_those_listed_refusals_are_counted()
    {
        using var answer = await city.Http.Send("/write", string.Concat(Enumerable.Repeat("x\n", 50)));
        var problem = await answer.Problem();
        Assert.Equal((50, 5), (problem.GetProperty("refusedCount").GetInt32(), problem.GetProperty("refused").GetArrayLength()));
    }

    [Fact]
    public async Task An_empty_body_is_nothing_and_no_fault()
    {
        using var answer = await city.Http.Send("/write", "");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using var ping = await city.Http.GetAsync("/ping");
        Assert.Equal(HttpStatusCode.NoContent, ping.StatusCode);
    }
}
