using CityActors.Streams;
using CityActors.Twins;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Edge.Tests.Streams;

public sealed class CityStreamsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_subscribed_now_gives_what_happens_from_then_on(bool fromOutside)
    {
        var city = new PaperCity(16, new MemoryChangeLog(16));
        await city.Register(Enumerable.Range(0, 100).Select(PaperCity.Bus));
        var (longitude, latitude) = PaperCity.PlaceIn(0, 0);
        await city.Move(Enumerable.Range(0, 100).Select(bus => (PaperCity.Bus(bus), longitude, latitude)));
        await using var silo = await StreamSilo.Start(city);
        var cell = PaperCity.CellAt(0, 0);
        var witness = await silo.Follow(cell, fromOutside: fromOutside);
        var before = city.ToldCount;

        await city.Report(Enumerable.Range(0, 100).Select(bus => (PaperCity.Bus(bus), bus + 0.5)));
        await city.Report(Enumerable.Range(0, 100).Select(bus => (PaperCity.Bus(bus), bus + 0.75)));

        await witness.SawExactly(city.Told(cell, before));
        Assert.Equal(200, witness.Seen.Count);
    }

    [Fact]
    public async Task Stream_subscribed_with_a_token_goes_on_after_its_event_at_once()
    {
        var city = await CityOf(200, rounds: 5);
        await using var silo = await StreamSilo.Start(city);
        var cell = PaperCity.CellAt(0, 0);
        var all = await silo.Follow(cell, Beginning(16));
        await all.SawExactly(city.Told(cell));

        foreach (var at in (int[])[0, 1, 199, 200, 201, 777, all.Seen.Count - 1])
        {
            var (_, token) = all.Seen[at];
            var rest = await silo.Follow(cell, token);
            var expected = city.Told(cell).Where(change => CityActors.Streams.ChangeMark.Of(change.Position.Sequence, change.Index)
                > token.MarkOf(change.Position.Partition)).ToList();
            await rest.SawExactly(expected);
            Assert.Equal(all.Seen.Count - 1 - at, expected.Count);
        }
    }

    [Fact]
    public async Task Stream_of_a_cell_tells_of_twins_that_come_and_of_those_that_go()
    {
        var city = new PaperCity(16, new MemoryChangeLog(16));
        await city.Register(PaperCity.Bus(1));
        await using var silo = await StreamSilo.Start(city);
        var here = PaperCity.PlaceIn(0, 0);
        var there = PaperCity.PlaceIn(1, 0);
        var left = await silo.Follow(PaperCity.CellAt(0, 0));
        var entered = await silo.Follow(PaperCity.CellAt(1, 0));
        var unplaced = await silo.Follow(CityActors.Map.MapCell.Nowhere);

        await city.Move((PaperCity.Bus(1), here.Longitude, here.Latitude));
        await city.Move((PaperCity.Bus(1), there.Longitude, there.Latitude));
        await city.Report((PaperCity.Bus(1), 30));

        await entered.Sees(2);
        await left.Sees(2);
        await unplaced.Sees(1);
        Assert.Equal([PaperCity.CellAt(0, 0), PaperCity.CellAt(1, 0)], left.Seen.Select(each => each.Change.Cell));
        Assert.Equal([PaperCity.CellAt(1, 0), PaperCity.CellAt(1, 0)], entered.Seen.Select(each => each.Change.Cell));
        Assert.Equal(PaperCity.CellAt(0, 0), Assert.Single(unplaced.Seen).Change.Cell);
        Assert.Equal((there.Longitude, there.Latitude), (left.Seen[1].Change.Longitude, left.Seen[1].Change.Latitude), (one, other) =>
            Math.Abs(one.Longitude - other.Longitude) < 1e-6 && Math.Abs(one.Latitude - other.Latitude) < 1e-6);
    }

    [Fact]
    public async Task Stream_written_by_anybody_else_is_refused()
    {
        await using var silo = await StreamSilo.Start(new PaperCity(16, new MemoryChangeLog(16)));
        foreach (var client in (IClusterClient[])[silo.Inside, silo.Outside])
        {
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamSilo.Stream(client, 5).OnNextAsync(default));
            Assert.Contains("ReadOnly", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stream_that_is_of_no_cell_refuses_its_subscriber()
    {
        await using var silo = await StreamSilo.Start(new PaperCity(16, new MemoryChangeLog(16)));
        var stream = silo.Inside.GetStreamProvider(CityStreams.Provider)
            .GetStream<TwinChange>(StreamId.Create(CityStreams.TwinChanges, "Ba Đình"));
        var refusal = await Assert.ThrowsAnyAsync<OrleansException>(() => stream.SubscribeAsync(new Witness()));
        Assert.Contains("is no stream of the city", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_resumed_below_what_is_retained_tells_so_and_ends()
    {
        var log = new MemoryChangeLog(16);
        var city = await CityOf(50, rounds: 3, log);
        await using var silo = await StreamSilo.Start(city);
        log.DropBefore(city.PartitionOf(PaperCity.Bus(7)), 2);
        var cell = PaperCity.CellAt(0, 0);

        var witness = await silo.Follow(cell, Beginning(16));
        Assert.Contains("oldest retained", Assert.IsType<ChangesGoneException>(await witness.Fails()).Message, StringComparison.Ordinal);
        await witness.Fails(2);
        Assert.IsType<FaultedSubscriptionException>(witness.Errors[1]);
        var again = await silo.Follow(cell);
        var before = city.ToldCount;
        await city.Report((PaperCity.Bus(7), 99));
        await again.SawExactly(city.Told(cell, before));
        Assert.Equal(2, witness.Errors.Count);
    }

    [Fact]
    public async Task Stream_resumed_with_the_token_of_another_log_tells_so()
    {
        await using var silo = await StreamSilo.Start(await CityOf(5, rounds: 1));
        var witness = await silo.Follow(PaperCity.CellAt(0, 0), new ChangeToken(2, [1L, 2L]));
        Assert.Contains("generation 1 with 16 partitions", (await witness.Fails()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_unsubscribed_gives_nothing_more_and_is_followed_by_nobody()
    {
        var city = await CityOf(10, rounds: 1);
        await using var silo = await StreamSilo.Start(city);
        var cell = PaperCity.CellAt(0, 0);
        var first = await silo.Follow(cell);
        var second = await silo.Follow(cell);
        await city.Report((PaperCity.Bus(1), 50));
        await first.Sees(1);
        await second.Sees(1);
        await first.Handle!.UnsubscribeAsync();

        await city.Report((PaperCity.Bus(1), 51), (PaperCity.Bus(1), 52));
        await second.Sees(3);
        Assert.Single(first.Seen);
    }

    internal static ChangeToken Beginning(int partitions) => new(1, [.. new long[partitions]]);

    internal static async Task<PaperCity> CityOf(int buses, int rounds, MemoryChangeLog? log = null)
    {
        var city = new PaperCity(16, log ?? new MemoryChangeLog(16));
        var (longitude, latitude) = PaperCity.PlaceIn(0, 0);
        await city.Register(Enumerable.Range(0, buses).Select(PaperCity.Bus));
        await city.Move(Enumerable.Range(0, buses).Select(bus => (PaperCity.Bus(bus), longitude, latitude)));
        for (var round = 0; round < rounds; round++)
        {
            await city.Report(Enumerable.Range(0, buses).Select(bus => (PaperCity.Bus(bus), (bus * 10.0) + round)));
        }

        return city;
    }
}
