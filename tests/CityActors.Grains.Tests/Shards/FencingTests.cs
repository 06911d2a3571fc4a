using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Shards;

/// <summary>Of two activations of a shard only the newer one publishes snapshots.</summary>
public sealed class FencingTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task Activation_whose_epoch_was_taken_ends_and_a_new_one_goes_on()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 5);
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var first = await city.Shard(address.Partition).Wake();
        var stolen = await city.Snapshots.TakeEpoch(address.Partition); // as an activation on another silo would
        Assert.True(stolen > first.Epoch);

        for (var number = 0; city.Snapshots.Refused == 0 && number < 1_000; number++)
        {
            await city.Folded(await city.Send(address, TwinValue.Of(number), Noon + number));
        }

        Assert.True(city.Snapshots.Refused > 0);
        var published = city.Snapshots.Newest(address.Partition);
        for (var number = 1_000; city.Snapshots.Newest(address.Partition) <= published && number < 100_000; number++)
        {
            await city.Send(address, TwinValue.Of(number), Noon + number);
            await Served(() => city.Shard(address.Partition).Read([], -1));
        }

        var second = await city.Shard(address.Partition).Wake();
        Assert.True(second.Epoch > stolen);
        Assert.True(city.Snapshots.Newest(address.Partition) > published);
    }

    private static async Task Served(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CityActors.Twins.ShardNotReadyException)
        {
            // It goes to sleep or wakes up at this moment.
        }
    }
}
