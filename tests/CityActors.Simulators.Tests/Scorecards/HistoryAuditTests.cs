using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Tests.Bench;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Scorecards;

public sealed class HistoryAuditTests
{
    private const string Empty = """{ "cut": false, "points": [] }""";
    private const string First = """{ "at": "1970-01-01T00:00:01+00:00", "value": 7 }""";
    private const string Second = """{ "at": "1970-01-01T00:00:02+00:00", "value": 8 }""";

    private static readonly ExpectedSeries Expected = new(
        "urn:ngsi-ld:Device:a", "x", [new ExpectedPoint(1_000, TwinValue.Of(7), true), new ExpectedPoint(2_000, TwinValue.Of(8), true)]);

    [Fact]
    public async Task History_that_follows_later_is_asked_again()
    {
        await using var api = new PaperApi(static request => new PaperAnswer(200, request.Number switch
        {
            1 => Empty,
            2 => $$"""{ "cut": false, "points": [{{First}}] }""",
            _ => $$"""{ "cut": false, "points": [{{First}}, {{Second}}] }""",
        }));
        Assert.Equal(new HistoryCheck(1, 2, 2, 0, 0, 0, null), await Audit(api, TimeSpan.FromMinutes(1)));
        Assert.Equal(
            "GET /api/history?twin=urn%3Angsi-ld%3ADevice%3Aa&channel=x"
            + "&from=1970-01-01T00:00:01.000Z&to=1970-01-01T00:00:02.001Z&limit=100000",
            api.Asked[0].Request);
    }

    [Fact]
    public async Task What_does_not_come_is_lost()
    {
        await using var api = new PaperApi(static _ => new PaperAnswer(200, Empty));
        Assert.Equal(new HistoryCheck(1, 2, 0, 2, 0, 0, null), await Audit(api, TimeSpan.Zero));
    }

    [Fact]
    public async Task Pages_are_put_together_without_gap_or_double()
    {
        await using var api = new PaperApi(static request => new PaperAnswer(200, request.Number == 1
            ? $$"""{ "cut": true, "points": [{{First}}, {{Second}}] }"""
            : $$"""{ "cut": false, "points": [{{Second}}] }"""));
        Assert.Equal(new HistoryCheck(1, 2, 2, 0, 0, 0, null), await Audit(api, TimeSpan.Zero));
        Assert.Contains("from=1970-01-01T00:00:02.000Z", api.Asked[1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_question_is_noted()
    {
        await using var api = new PaperApi(static _ => new PaperAnswer(400, "no such thing"));
        var check = await Audit(api, TimeSpan.Zero);
        Assert.False(check.WasAsked);
        Assert.Contains("no such thing", check.Note, StringComparison.Ordinal);
    }

    private static async Task<HistoryCheck> Audit(PaperApi api, TimeSpan settle)
    {
        using var client = new HttpClient { BaseAddress = api.Address };
        return await new HistoryAudit(new PastReach(client), TimeProvider.System, settle)
            .Run([Expected], null, CancellationToken.None).WaitAsync(Messages.Patience);
    }
}
