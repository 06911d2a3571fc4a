using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Sending;

public sealed class HttpLinkTests
{
    private readonly SendCounts counts = new(TimeProvider.System);

    [Fact]
    public async Task A_busy_city_is_asked_again_with_the_same_body()
    {
        await using var api = new PaperApi(static request => request.Number switch
        {
            1 => new PaperAnswer(429, "", "0"),
            2 => new PaperAnswer(503),
            _ => new PaperAnswer(204),
        });
        await Send(api, PayloadForm.Flat, 1);
        Assert.Equal(3, api.Asked.Count);
        Assert.Single(api.Asked.Distinct());
        Assert.Equal((1, 1, 2, 0), (counts.Sent, counts.Acknowledged, counts.ResentMessages, counts.Refused));
    }

    [Fact]
    public async Task Flat_messages_go_one_by_one_to_their_twin()
    {
        await using var api = new PaperApi(static _ => new PaperAnswer(204));
        await Send(api, PayloadForm.Flat, 3);
        Assert.Equal(
            Enumerable.Repeat("POST /ingest/telemetry/Device/a", 3), api.Asked.Select(static one => one.Request));
        Assert.Equal([1u, 2u, 3u], api.Asked.Select(static one => MessageServer.Sequence(one.Body)));
    }

    [Fact]
    public async Task Of_a_partly_refused_request_only_the_refused_messages_are_refused()
    {
        await using var api = new PaperApi(static request =>
        {
            var lines = request.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var bad = Array.FindIndex(lines, static line => line.Contains("load=2 ", StringComparison.Ordinal)) + 1;
            return bad == 0
                ? new PaperAnswer(204)
                : new PaperAnswer(400, $$"""{ "accepted": {{lines.Length - 1}}, "refusedCount": 1, "refused": [{ "line": {{bad}} }] }""");
        });
        await Send(api, PayloadForm.Line, 5);
        Assert.Equal((5, 4, 1), (counts.Sent, counts.Acknowledged, counts.Refused));
        Assert.All(api.Asked, static one => Assert.Equal("POST /write?precision=ms", one.Request));
    }

    [Fact]
    public async Task An_answer_that_says_nothing_refuses_everything()
    {
        await using var api = new PaperApi(static _ => new PaperAnswer(415, "no"));
        await Send(api, PayloadForm.SenMl, 4);
        Assert.Equal((4, 0, 4), (counts.Sent, counts.Acknowledged, counts.Refused));
    }

    [Fact]
    public async Task A_recording_is_declared_by_the_source_itself()
    {
        string? source = null;
        await using var api = new PaperApi(request =>
        {
            source = request.Source;
            return new PaperAnswer(204);
        });
        await using var link = Open(api, PayloadForm.Flat);
        await link.Declare(DateTimeOffset.UnixEpoch, CancellationToken.None);
        Assert.Equal("POST /api/sources", Assert.Single(api.Asked).Request);
        Assert.Equal("test", source);
    }

    private ILink Open(PaperApi api, PayloadForm form) =>
        Links.Open(new Target(false, "127.0.0.1", api.Address.Port), Messages.Settings(form), counts, TimeProvider.System);

    private async Task Send(PaperApi api, PayloadForm form, int messages)
    {
        await using var link = Open(api, form);
        for (var number = 0; number < messages; number++)
        {
            await link.Send(Messages.Of(number), CancellationToken.None);
        }

        await link.Drain(CancellationToken.None).WaitAsync(Messages.Patience);
    }
}
