using CityActors.Simulators.Load;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Load;

public sealed class LoadRunTests
{
    [Fact]
    public async Task Every_reading_is_sent_once_although_connections_break()
    {
        await using var server = new MessageServer { Drops = static seen => seen is 40 or 90 };
        await server.Start();
        var plan = new LoadPlan(
            new Target(true, "127.0.0.1", server.Port), 10, 2_000, 0.1, 2, PayloadForm.Flat, 1, 50, Messages.Patience);
        var run = new LoadRun(plan, TimeProvider.System);
        await run.Send(CancellationToken.None).WaitAsync(Messages.Patience);
        Assert.Equal((200, 200), (run.Counts.Sent, run.Counts.Acknowledged));
        Assert.True(run.Counts.Disconnects >= 2, $"Two connections were dropped, {run.Counts.Disconnects} were missed.");
        var expected = Enumerable.Range(0, 10).Select(run.Expected).Select(static series => series!).ToList();
        Assert.Equal(
            Enumerable.Range(0, 200).Select(static number => (double)number),
            expected.SelectMany(static series => series.Points).Select(static point => point.Value.Number).Order());
        Assert.All(expected, static series => Assert.All(series.Points, static point => Assert.True(point.MustBeThere)));
        Assert.All(expected, static series => Assert.Equal(series.Points, series.Points.DistinctBy(static point => point.AtMs)));
        Assert.Equal(10, server.Acknowledged.Select(static one => one.Topic).Distinct().Count());
    }

    [Fact]
    public async Task A_reading_that_was_refused_need_not_be_there()
    {
        await using var server = new MessageServer
        {
            Refuses = static payload => payload.Contains("\"load\":7}", StringComparison.Ordinal),
        };
        await server.Start();
        var plan = new LoadPlan(
            new Target(true, "127.0.0.1", server.Port), 10, 1_000, 0.01, 1, PayloadForm.Flat, 1, 50, Messages.Patience);
        var run = new LoadRun(plan, TimeProvider.System);
        await run.Send(CancellationToken.None).WaitAsync(Messages.Patience);
        Assert.Equal(1, run.Counts.Refused);
        Assert.False(Assert.Single(run.Expected(7)!.Points).MustBeThere);
        Assert.True(Assert.Single(run.Expected(6)!.Points).MustBeThere);
    }
}
