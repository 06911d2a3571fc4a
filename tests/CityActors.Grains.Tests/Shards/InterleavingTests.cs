using CityActors.Grains.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Shards;

/// <summary>Reads come in while a shard folds, see whole positions, and wait for the position that they ask for.</summary>
public sealed class InterleavingTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task Read_is_answered_while_the_shard_waits_for_the_change_log_and_a_read_at_least_waits()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var shard = city.Shard(address.Partition);
        var hold = new TaskCompletionSource();
        city.ChangeLog.Hold = hold.Task;
        var position = await city.Send(address, TwinValue.Of(7), Noon);

        var now = await shard.Read(["urn:ngsi-ld:Sensor:a"], -1);
        var then = shard.Read(["urn:ngsi-ld:Sensor:a"], position.Sequence);

        Assert.NotNull(now[0]);
        Assert.False(then.IsCompleted);
        hold.SetResult();
        Assert.Equal(7, (await then)[0]!.Channel("level")!.Value.Number);
    }

    [Fact]
    public async Task Read_that_waits_too_long_names_both_positions()
    {
        await using var city = await TestCity.Awake(static city =>
            city.Shards = static options => options.FoldWait = TimeSpan.FromMilliseconds(50));
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var hold = new TaskCompletionSource();
        city.ChangeLog.Hold = hold.Task;
        var position = await city.Send(address, TwinValue.Of(7), Noon);

        var late = await Assert.ThrowsAsync<TimeoutException>(() => city.Shard(address.Partition).Read([], position.Sequence));

        Assert.Contains(position.ToString(), late.Message);
        Assert.Contains((position with { Sequence = position.Sequence - 1 }).ToString(), late.Message);
        hold.SetResult();
    }

    [Fact]
    public async Task Waiting_reads_beyond_the_limit_are_refused()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.WaitersMax = 10);
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var hold = new TaskCompletionSource();
        city.ChangeLog.Hold = hold.Task;
        var position = await city.Send(address, TwinValue.Of(7), Noon);

        var reads = Enumerable.Range(0, 12).Select(_ => city.Shard(address.Partition).Read([], position.Sequence)).ToArray();
        await Assert.ThrowsAsync<ShardNotReadyException>(() => Task.WhenAny(reads).Unwrap());
        hold.SetResult();
        var ended = await Task.WhenAll(reads.Select(static async read =>
        {
            try
            {
                await read;
                return true;
            }
            catch (ShardNotReadyException)
            {
                return false;
            }
        }));

        Assert.Equal(10, ended.Count(static isServed => isServed));
    }

    [Fact]
    public async Task Change_log_that_fails_for_a_while_costs_nothing_and_repeats_nothing()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        city.ChangeLog.FailuresLeft = 3;

        for (var number = 0; number < 20; number++)
        {
            await city.Send(address, TwinValue.Of(number), Noon + number);
        }

        await city.Statuses();
        await city.Pulse.Until(() => city.History.RowsOf(address.Partition).Count >= 20, "the readings in history");
        var rows = city.History.RowsOf(address.Partition);
        Assert.Equal(Enumerable.Range(0, 20).Select(static number => (double)number), rows.Select(static row => row.Value.Number));
    }

    [Fact]
    public async Task Every_shard_is_awake_without_anybody_calling_it()
    {
        await using var city = await TestCity.Awake();
        var directory = city.Services.GetRequiredService<ShardDirectory>();

        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            await directory.NamesAt(partition, -1).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.All(Enumerable.Range(0, TestCity.Partitions), partition => Assert.True(directory.IsAwake(partition)));
    }

    [Fact]
    public async Task Lag_counts_from_the_arrival_of_what_is_being_folded_and_ends_with_it()
    {
        await using var city = await TestCity.Awake();
        var progress = city.Services.GetRequiredService<ShardProgress>();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var hold = new TaskCompletionSource();
        city.ChangeLog.Hold = hold.Task;
        var position = await city.Send(address, TwinValue.Of(7), Noon);
        await city.Shard(address.Partition).Read([], -1);

        Assert.Equal(5_000, progress.LagMs(address.Partition, Noon + 5_000));
        hold.SetResult();
        await city.Folded(position);
        Assert.Equal(0, progress.LagMs(address.Partition, Noon + 5_000));
        Assert.Equal(position.Sequence, progress.Folded(address.Partition));
    }
}
