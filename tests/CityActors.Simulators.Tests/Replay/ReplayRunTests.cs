using CityActors.Simulators.Replay;
using CityActors.Simulators.Replay.Sumo;
using CityActors.Simulators.Reach;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Replay;

public sealed class ReplayRunTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 11, 25, 7, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task A_recording_is_declared_first_and_arrives_whole_although_connections_break()
    {
        using var file = new TextFile(Cars(30, 5));
        await using var server = new MessageServer { Drops = static seen => seen is 31 or 77 };
        await server.Start();
        await using var api = new PaperApi(static _ => new PaperAnswer(204));
        using var city = new CityReach(api.Address);
        var run = new ReplayRun(Plan(file, server), city, TimeProvider.System);
        await run.Send(CancellationToken.None).WaitAsync(Messages.Patience);

        Assert.Equal((150, 150, 0), (run.Counts.Sent, run.Counts.Acknowledged, run.Counts.Refused));
        var declared = server.Acknowledged.Where(static one => one.Topic.EndsWith("/declare", StringComparison.Ordinal)).ToList();
        Assert.Equal(["replay-1", "replay-2"], declared.Select(static one => one.Client).Distinct().Order());
        foreach (var client in server.Acknowledged.GroupBy(static one => one.Client))
        {
            Assert.EndsWith("/declare", client.First().Topic, StringComparison.Ordinal);
        }

        var series = run.Ledger.Expected().ToList();
        Assert.Equal(5 * 3, series.Count);
        Assert.All(series, static one => Assert.Equal(30, one.Points.Count(static point => point.MustBeThere)));
        Assert.Contains(
            "\"expiresAfter\":{\"type\":\"Property\",\"value\":\"PT1M\"}", Assert.Single(api.Asked).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_before_the_break_of_a_file_is_delivered()
    {
        using var file = new TextFile(Cars(30, 2)[..^40]);
        await using var server = await new MessageServer().Start();
        var run = new ReplayRun(Plan(file, server), null, TimeProvider.System);
        await Assert.ThrowsAsync<RecordingBrokenException>(() => run.Send(CancellationToken.None).WaitAsync(Messages.Patience));
        Assert.InRange(run.Counts.Acknowledged, 57, 60);
        Assert.Equal(run.Counts.Sent, run.Counts.Acknowledged);
    }

    private static ReplayPlan Plan(TextFile file, MessageServer server) => new(
        new SumoFloatingCars(file.Path, null), null, new Target(true, "127.0.0.1", server.Port), Epoch, 0, "replay", 2,
        PayloadForm.Flat, Messages.Patience);

    private static string Cars(int steps, int cars) => "<fcd-export>" + string.Concat(Enumerable.Range(0, steps).Select(step =>
        FormattableString.Invariant($"<timestep time=\"{step * 5}.00\">") + string.Concat(Enumerable.Range(0, cars).Select(car =>
            FormattableString.Invariant($"<vehicle id=\"c{car}\" x=\"105.8{step:D3}\" y=\"21.0{car}\" speed=\"{step}\" angle=\"90\"/>")))
        + "</timestep>")) + "</fcd-export>";
}
