using CityActors.Domain.Log;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Shards;

/// <summary>Many who follow single twins of one shard: they share one reading of its changes, and none waits for another.</summary>
public sealed class SharedReadingTests
{
    private const long Noon = 1_790_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Subscribers_of_five_hundred_twins_of_one_shard_each_get_theirs_in_order_from_one_reading()
    {
        const int Twins = 500, Rounds = 6;
        await using var city = await TestCity.Awake();
        var twins = await Addresses(city, Twins);
        var partition = twins[0].Address.Partition;
        var start = new LogPosition(1, partition, city.Log.Committed(partition));
        await city.Folded(start);
        var readers = city.ChangeLog.Readers(partition);
        using var stop = new CancellationTokenSource(Patience);
        var followers = twins.Select(twin => city.Entity(twin.Id).Changes(start, null, stop.Token).GetAsyncEnumerator()).ToList();
        var firsts = followers.Select(static follower => follower.MoveNextAsync().AsTask()).ToList();
        await Report(city, twins, 0);
        Assert.All(await Task.WhenAll(firsts), Assert.True);

        // Those who came after the first round was folded have looked it up; then they leave the log to the shared reader.
        var rests = followers.Select(follower => Rest(follower, Rounds)).ToList();
        await city.Pulse.Until(
            () => city.ChangeLog.Readers(partition) <= readers, "the end of the readings that subscribers began by themselves");
        for (var round = 1; round < Rounds; round++)
        {
            await Report(city, twins, round);
        }

        for (var twin = 0; twin < Twins; twin++)
        {
            var changes = await rests[twin].WaitAsync(Patience);
            Assert.All(changes, change => Assert.Equal(twins[twin].Id, change.Twin));
            Assert.Equal(Enumerable.Range(0, Rounds), changes.Select(static change => (int)change.Value.Number));
        }

        Assert.InRange(city.ChangeLog.Readers(partition), 0, readers);
        foreach (var follower in followers)
        {
            await follower.DisposeAsync();
        }
    }

    [Fact]
    public async Task Subscriber_that_is_slow_holds_up_no_other_and_loses_nothing()
    {
        const int Count = 2_000;
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SubscriptionChangesMax = 8);
        var (id, address) = (await Addresses(city, 1))[0];
        var start = new LogPosition(1, address.Partition, city.Log.Committed(address.Partition));
        using var stop = new CancellationTokenSource(Patience);
        await using var slow = city.Entity(id).Changes(start, null, stop.Token).GetAsyncEnumerator();
        await using var quick = city.Entity(id).Changes(start, null, stop.Token).GetAsyncEnumerator();
        var firsts = Task.WhenAll(slow.MoveNextAsync().AsTask(), quick.MoveNextAsync().AsTask());
        await city.Send(address, TwinValue.Of(0), Noon);
        Assert.All(await firsts, Assert.True);
        var readings = city.ChangeLog.Readings(address.Partition);
        var all = Rest(quick, Count);
        for (var number = 1; number < Count; number++)
        {
            await city.Send(address, TwinValue.Of(number), Noon + number);
        }

        Assert.Equal(Enumerable.Range(0, Count), (await all.WaitAsync(Patience)).Select(static change => (int)change.Value.Number));
        Assert.Equal(0, slow.Current.Value.Number);
        Assert.Equal(Enumerable.Range(0, Count), (await Rest(slow, Count)).Select(static change => (int)change.Value.Number));
        Assert.True(city.ChangeLog.Readings(address.Partition) > readings, "Nobody fell behind a queue of eight.");
    }

    [Fact]
    public async Task Subscriber_of_a_twin_that_is_not_there_yet_is_told_of_it_and_of_the_one_made_after_it_was_deleted()
    {
        await using var city = await TestCity.Awake();
        var id = TestCity.NewId("Sensor");
        var partition = TwinId.PartitionOf(id, TestCity.Partitions);
        var start = await city.Append(partition, Noon, writer => writer.Tick(Noon));
        await city.Folded(start);
        using var stop = new CancellationTokenSource(Patience);
        await using var changes = city.Entity(id).Changes(start, null, stop.Token).GetAsyncEnumerator();
        var first = changes.MoveNextAsync().AsTask();

        await city.Entity(id).Describe(TwinDefinition.Bare(id));
        await city.Entity(id).Delete();
        await city.Send(await city.Address(id, "level"), TwinValue.Of(7), Noon);

        Assert.True(await first);
        var seen = new List<TwinChangeKind> { changes.Current.Kind };
        while (changes.Current.Kind != TwinChangeKind.Channel && await changes.MoveNextAsync())
        {
            seen.Add(changes.Current.Kind);
        }

        Assert.Equal(
            [TwinChangeKind.Registered, TwinChangeKind.Deleted, TwinChangeKind.Registered, TwinChangeKind.Channel], seen);
        Assert.Equal(7, changes.Current.Value.Number);
    }

    private static async Task<List<(string Id, ChannelAddress Address)>> Addresses(TestCity city, int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            var id = TestCity.NewId("Sensor");
            if (TwinId.PartitionOf(id, TestCity.Partitions) == 1)
            {
                ids.Add(id);
            }
        }

        var addresses = await city.Shard(1).Resolve([.. ids.Select(static id => new ChannelName(id, "level", null))], register: true);
        return [.. ids.Zip(addresses)];
    }

    private static Task<LogPosition> Report(TestCity city, List<(string Id, ChannelAddress Address)> twins, int value) =>
        city.Append(twins[0].Address.Partition, Noon + value, writer =>
            twins.ForEach(twin => writer.Reading(twin.Address.Handle, TwinValue.Of(value), Noon + value, 0)));

    /// <summary>The change it stands at and those that follow.</summary>
    private static async Task<List<TwinChange>> Rest(IAsyncEnumerator<TwinChange> changes, int count)
    {
        var seen = new List<TwinChange> { changes.Current };
        while (seen.Count < count && await changes.MoveNextAsync())
        {
            seen.Add(changes.Current);
        }

        return seen;
    }
}
