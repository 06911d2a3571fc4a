using CityActors.Silo.Streams.Relay;
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
        var city = await CityStreamsTests.CityOf(5, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.SubscriptionsMax = 2);
        var cell = PaperCity.CellAt(0, 0);
        var witnesses = await Task.WhenAll(
            silo.Follow(cell, CityStreamsTests.Beginning(16)), silo.Follow(cell, CityStreamsTests.Beginning(16)));
        await Task.WhenAll(witnesses.Select(witness => witness.SawExactly(city.Told(cell))));

        var refused = await (await silo.Follow(cell, CityStreamsTests.Beginning(16))).Fails();

        Assert.Contains("2 subscriptions are open already", refused.Message, StringComparison.Ordinal);
        await city.Report((PaperCity.Bus(1), 77));
        await Task.WhenAll(witnesses.Select(witness => witness.SawExactly(city.Told(cell))));
    }

    [Fact]
    public async Task Subscription_that_ends_makes_room_for_another()
    {
        var city = await CityStreamsTests.CityOf(5, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.SubscriptionsMax = 1);
        var cell = PaperCity.CellAt(0, 0);
        var first = await silo.Follow(cell, CityStreamsTests.Beginning(16));
        await first.SawExactly(city.Told(cell));
        await first.Handle!.UnsubscribeAsync();

        var second = await silo.Follow(cell, CityStreamsTests.Beginning(16));
        await second.SawExactly(city.Told(cell));
    }

    [Fact]
    public async Task Cursor_that_Orleans_opens_to_hold_a_stream_does_not_count_as_a_subscription()
    {
        var city = await CityStreamsTests.CityOf(5, rounds: 1);
        await using var silo = await StreamSilo.Start(city, static options => options.SubscriptionsMax = 1);
        var stream = CityStreams.OfCell(PaperCity.CellAt(0, 0));
        using var pin = silo.Relay.Open(stream, null);
        var before = (CellCursor)silo.Relay.Open(stream, CityStreamsTests.Beginning(16));
        await Moves(before);
        Assert.NotNull(before.GetCurrent(out _));

        // A subscriber who starts elsewhere: his new cursor is moved once before the old one is closed.
        using var after = (CellCursor)silo.Relay.Open(stream, CityStreamsTests.Beginning(16));
        Assert.True(after.MoveNext());
        before.Dispose();
        await Moves(after);
        Assert.NotNull(after.GetCurrent(out _));

        using var tooMany = (CellCursor)silo.Relay.Open(stream, null);
        Assert.True(tooMany.MoveNext());
        Assert.Throws<ChangesGoneException>(() => tooMany.GetCurrent(out _));

        async Task Moves(CellCursor cursor)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!cursor.MoveNext())
            {
                await Task.Yield();
                Assert.False(patience.IsCancellationRequested, "The cursor got nothing from the log.");
            }
        }
    }
}
