using CityActors.Streams;

namespace CityActors.Edge.Tests.Streams;

/// <summary>Slow and many subscribers: bounded memory, nobody stops anybody else, nobody loses anything.</summary>
public sealed class StreamLimitTests
{
    [Fact]
    public async Task Client_that_is_slow_holds_up_no_other_client_and_loses_nothing()
    {
        var city = await CityStreamsTests.CityOf(50, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.BatchChangesMax = 8);
        var cell = PaperCity.CellAt(0, 0);
        var hold = new TaskCompletionSource();
        var slow = await silo.Follow(cell, fromOutside: true, witness: new Witness(_ => hold.Task));
        var quick = await silo.Follow(cell);
        var before = city.ToldCount;

        for (var round = 0; round < 20; round++)
        {
            await city.Report(Enumerable.Range(0, 50).Select(bus => (PaperCity.Bus(bus), (round * 100.0) + bus)));
        }

        await quick.SawExactly(city.Told(cell, before));
        Assert.Empty(slow.Seen);
        hold.SetResult();
        await slow.SawExactly(city.Told(cell, before));
    }

    [Fact]
    public async Task Subscriber_that_falls_out_of_the_cache_reads_the_log_and_loses_nothing()
    {
        var city = await CityStreamsTests.CityOf(200, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options =>
        {
            options.CacheBytesMax = 1 << 20;
            options.ReadBackChangesMax = 1_000;
        });
        var cell = PaperCity.CellAt(0, 0);
        var hold = new TaskCompletionSource();
        var slow = await silo.Follow(cell, fromOutside: true, witness: new Witness(_ => hold.Task));
        var before = city.ToldCount;
        for (var round = 0; round < 60; round++)
        {
            await city.Report(Enumerable.Range(0, 200).Select(bus => (PaperCity.Bus(bus), (round * 1_000.0) + bus)));
        }

        var newest = await silo.Follow(cell, CityStreamsTests.Beginning(16));
        await newest.SawExactly(city.Told(cell));
        hold.SetResult();

        await slow.SawExactly(city.Told(cell, before));
    }

    [Fact]
    public async Task Many_subscribers_that_resume_together_each_see_their_cell()
    {
        var city = new PaperCity(16, new MemoryChangeLog(16));
        await city.Register(Enumerable.Range(0, 100).Select(PaperCity.Bus));
        for (var round = 0; round < 5; round++)
        {
            await city.Move(Enumerable.Range(0, 100).Select(bus =>
                (PaperCity.Bus(bus), PaperCity.PlaceIn((bus + round) % 10, 0).Longitude, PaperCity.PlaceIn(0, bus / 10).Latitude)));
        }

        await using var silo = await StreamSilo.Start(city);
        var cells = Enumerable.Range(0, 100).Select(static each => PaperCity.CellAt(each % 10, each / 10)).ToArray();

        var witnesses = await Task.WhenAll(cells.Select(cell => silo.Follow(cell, CityStreamsTests.Beginning(16))));

        for (var each = 0; each < cells.Length; each++)
        {
            await witnesses[each].SawExactly(city.Told(cells[each]));
        }
    }

    [Fact]
    public async Task Subscription_beyond_the_limit_is_told_so_and_the_others_go_on()
    {
        const int Most = 4;
        var city = await CityStreamsTests.CityOf(5, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.SubscriptionsMax = Most);
        var cell = PaperCity.CellAt(0, 0);
        var first = await silo.Follow(cell, CityStreamsTests.Beginning(16));
        await first.SawExactly(city.Told(cell));
        var more = new List<Witness>();
        while (more.TrueForAll(static witness => witness.Errors.Count == 0) && more.Count < Most)
        {
            more.Add(await silo.Follow(cell, CityStreamsTests.Beginning(16)));
            await Task.WhenAny(more[^1].Sees(10), more[^1].Fails());
        }

        Assert.Contains("subscriptions are open already", more[^1].Errors[0].Message, StringComparison.Ordinal);
        await city.Report((PaperCity.Bus(1), 77));
        await first.SawExactly(city.Told(cell));
    }
}
