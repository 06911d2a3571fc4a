using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Shards;

/// <summary>A shard after a crash is the shard before it: snapshot and replay give the same state and say nothing twice.</summary>
public sealed class RecoveryTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task State_after_kill_and_replay_from_snapshots_equals_the_state_before()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 20);
        await Live(city, 0);
        await city.Pulse.Until(() => city.Snapshots.Published.Count >= TestCity.Partitions, "a snapshot of every partition");
        await Live(city, 500);
        var before = await city.Statuses();
        var told = Told(city);

        await city.Kill();
        await city.Start();

        var after = await city.Statuses();
        Assert.Equal(before.Select(Picture), after.Select(Picture));
        Assert.All(after, static shard => Assert.True(shard.Snapshot >= 0));
        Assert.Equal(told, Told(city));
    }

    [Fact]
    public async Task State_after_replay_from_the_first_record_equals_the_state_before()
    {
        await using var city = await TestCity.Awake();
        await Live(city, 0);
        var before = await city.Statuses();
        var told = Told(city);

        await city.Kill();
        city.Snapshots.Clear();
        await city.Start();

        Assert.Equal(before.Select(Picture), (await city.Statuses()).Select(Picture));
        Assert.Equal(told, Told(city));
    }

    [Fact]
    public async Task Snapshots_that_build_on_one_another_restore_the_same_state()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 1);
        for (var round = 0; round < 5; round++)
        {
            await Live(city, round * 1_000);
        }

        await city.Pulse.Until(
            () => city.Snapshots.Published.Any(static snapshot => !snapshot.Full), "a snapshot that builds on another");
        var before = await city.Statuses();
        await city.Stop();
        await city.Start();

        Assert.Equal(before.Select(Picture), (await city.Statuses()).Select(Picture));
    }

    [Fact]
    public async Task Unreadable_snapshot_is_replaced_by_a_replay_while_the_log_holds_everything()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 10);
        await Live(city, 0);
        await city.Pulse.Until(() => city.Snapshots.Published.Count > 0, "a snapshot");
        var before = await city.Statuses();
        await city.Stop();
        city.Snapshots.IsCorrupt = true;

        await city.Start();

        Assert.Equal(before.Select(Picture), (await city.Statuses()).Select(Picture));
    }

    [Fact]
    public async Task Unreadable_snapshot_with_a_log_that_begins_later_refuses_by_both_reasons()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 10);
        await Live(city, 0);
        await city.Pulse.Until(() => city.Snapshots.Newest(1) > 5, "a snapshot of partition 1");
        await city.Stop();
        city.Snapshots.IsCorrupt = true;
        city.Log.DropBelow(1, 5);

        await city.Start();
        var refusal = await Assert.ThrowsAsync<ShardNotReadyException>(() => UntilRefused(city.Shard(1)));

        Assert.Contains("page 3 of section 1 has another hash", refusal.Message);
        Assert.Contains("cannot be replayed from 0", refusal.Message);
    }

    [Fact]
    public async Task Snapshot_waits_for_the_change_log_and_is_tried_again_after_a_failure()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SnapshotEveryRecords = 10);
        city.Snapshots.FailuresLeft = 3;

        for (var round = 0; city.Snapshots.Published.Count < TestCity.Partitions; round++)
        {
            await Live(city, round * 1_000);
            await city.Pulse.Until(() => city.Snapshots.FailuresLeft == 0 || city.Snapshots.Published.Count > 0, "a try");
        }

        Assert.All(city.Snapshots.Published, snapshot => Assert.True(snapshot.Sequence <= city.ChangeLog.Durable(snapshot.Partition)));
        Assert.All(city.Snapshots.Published.DistinctBy(static snapshot => snapshot.Partition), static first => Assert.True(first.Full));
        Assert.True(city.Log.Floor(city.Snapshots.Published[0].Partition) > 0);
    }

    /// <summary>Twins come, speak, move and go in every partition.</summary>
    private static async Task Live(TestCity city, long after)
    {
        for (var number = 0; number < 40; number++)
        {
            var id = $"urn:ngsi-ld:Bus:{after}-{number}";
            var place = await city.Address(id, "location");
            var speed = await city.Address(id, "speed");
            var now = Noon + ((after + number) * 1_000);
            await city.Send(place, TwinValue.OfPosition(105.8 + (number * 0.001), 21.03), now);
            await city.Send(speed, TwinValue.Of(30.0 + number), now);
            await city.Send(speed, TwinValue.Of(31.0 + number), now - 500, now); // late
            if (number % 7 == 0)
            {
                await city.Entity(id).Delete();
            }
        }

        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            await city.Append(partition, Noon + (after * 1_000), writer => writer.Tick(Noon + (after * 1_000)), "clock");
        }
    }

    private static (long, ulong, int, int) Picture(ShardStatus shard) =>
        (shard.Position.Sequence, shard.StateHash, shard.Twins, shard.Channels);

    /// <summary>All that the fold said, partition by partition; how it was cut into frames does not matter.</summary>
    private static string Told(TestCity city) => string.Join('\n', Enumerable.Range(0, TestCity.Partitions)
        .Select(partition => Convert.ToHexString(
            [.. city.ChangeLog.Frames(partition).SelectMany(static frame => frame.Changes.ToArray())])));

    private static async Task UntilRefused(ITwinShardGrain shard)
    {
        while (true)
        {
            await shard.Read([], -1);
        }
    }
}
