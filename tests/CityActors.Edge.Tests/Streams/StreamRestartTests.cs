using CityActors.Streams;

namespace CityActors.Edge.Tests.Streams;

/// <summary>Whoever kept his token goes on in the next city without gap or repeat, whatever happened to the one before.</summary>
public sealed class StreamRestartTests
{
    [Fact]
    public async Task Stream_goes_on_after_its_token_in_a_silo_that_was_killed_with_changes_not_flushed()
    {
        const int Kills = 4;
        var log = new MemoryChangeLog(16);
        var city = new PaperCity(16, log);
        var random = new Random(42);
        var cell = PaperCity.CellAt(0, 0);
        var (longitude, latitude) = PaperCity.PlaceIn(0, 0);
        await city.Register(Enumerable.Range(0, 60).Select(PaperCity.Bus));
        await city.Move(Enumerable.Range(0, 60).Select(bus => (PaperCity.Bus(bus), longitude, latitude)));
        var seen = new List<CityActors.Twins.TwinChange>();
        var token = CityStreamsTests.Beginning(16);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var silo = await StreamSilo.Start(city);
            var witness = await silo.Follow(cell, token);
            await city.Report(Enumerable.Range(0, 60).Select(bus => (PaperCity.Bus(bus), (kill * 1_000.0) + bus)));
            await log.Flush();
            await city.Report(Enumerable.Range(0, 60).Select(bus => (PaperCity.Bus(bus), (kill * 1_000.0) + bus + 0.5)));
            await witness.Sees(random.Next(1, 100)); // some of it may be of changes that the crash takes back
            await silo.Kill();
            var taken = witness.Seen;
            seen.AddRange(taken.Select(static each => each.Change));
            token = taken[^1].Token;
            log.Crash();
            await city.Replay(random);
        }

        await using var last = await StreamSilo.Start(city);
        var rest = await last.Follow(cell, token);
        await city.Report((PaperCity.Bus(7), 123));
        await rest.Sees(1);
        while (!rest.Seen.Any(static each => each.Change.Value.Number == 123))
        {
            await rest.Sees(rest.Seen.Count + 1);
        }

        seen.AddRange(rest.Seen.Select(static each => each.Change));
        Assert.Equal(Witness.Names(city.Told(cell)), Witness.Names(seen));
    }

    [Fact]
    public async Task Stream_given_twice_by_a_failing_subscriber_is_seen_once_through_Once()
    {
        var city = await CityStreamsTests.CityOf(20, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.DeliveryTimeMax = TimeSpan.FromSeconds(1));
        var cell = PaperCity.CellAt(0, 0);
        var calls = 0;
        var witness = new Witness(_ => Interlocked.Increment(ref calls) % 7 == 3
            ? Task.FromException(new InvalidOperationException("fails on purpose"))
            : Task.CompletedTask);
        await StreamSilo.Stream(silo.Inside, cell).SubscribeAsync(CityStreams.Once(witness));
        var before = city.ToldCount;

        await city.Report(Enumerable.Range(0, 20).Select(bus => (PaperCity.Bus(bus), bus + 0.25)));

        await witness.SawExactly(city.Told(cell, before));
    }
}
