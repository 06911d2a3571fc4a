using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Silo.Log;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.Log.Keeping;

/// <summary>What is dropped: only what nobody needs, and only when the settings do not want it kept.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public async Task Nothing_is_dropped_above_the_floor_of_any_partition()
    {
        small.City = small.City with { RetainBytes = 0 };
        await using var log = await Filled();
        log.SetFloor(0, long.MaxValue);
        log.SetFloor(1, long.MaxValue);
        await log.Trim().Within("the pass");
        Assert.Equal(0, log.Oldest(2));

        log.SetFloor(2, 1_000);
        await log.Trim().Within("the pass");

        Assert.InRange(log.Oldest(2), 1, 1_000);
        await Assert.ThrowsAsync<LogTruncatedException>(() => log.Read(2, 0, CancellationToken.None).Take(1, "a refusal"));
        var frame = (await log.Read(2, 1_000, CancellationToken.None).Take(1, "the frame at the floor"))[0];
        Assert.InRange(1_000, frame.FirstSequence, frame.LastSequence);
    }

    [Fact]
    public async Task As_much_is_kept_as_the_settings_want()
    {
        small.City = small.City with { RetainBytes = 3 * SmallLog.SegmentBytes };
        await using var log = await Filled();
        Needless(log);

        await log.Trim().Within("the pass");

        Assert.InRange(log.Status.RetainedBytes, 2 * SmallLog.SegmentBytes, 3 * SmallLog.SegmentBytes);
    }

    [Fact]
    public async Task As_long_is_kept_as_the_settings_want()
    {
        var time = new FakeTimeProvider();
        small.Time = time;
        small.City = small.City with { RetainFor = TimeSpan.FromHours(72) };
        await using var log = await Filled();
        Needless(log);
        await log.Trim().Within("the pass");
        Assert.Equal(0, log.Oldest(0));

        time.Advance(TimeSpan.FromHours(73));
        await log.Trim().Within("the pass");

        Assert.True(log.Oldest(0) > 0);
    }

    [Fact]
    public async Task Oldest_retained_is_the_same_after_a_restart()
    {
        small.City = small.City with { RetainBytes = SmallLog.SegmentBytes };
        long[] oldest;
        await using (var log = await Filled())
        {
            Needless(log);
            await log.Trim().Within("the pass");
            oldest = [.. Enumerable.Range(0, 3).Select(log.Oldest)];
        }

        await using var again = await small.Open();

        Assert.All(oldest, static first => Assert.True(first > 0));
        Assert.Equal(oldest, Enumerable.Range(0, 3).Select(again.Oldest));
        Assert.Equal(oldest[1], (await again.Read(1, oldest[1], CancellationToken.None).Take(1, "the oldest"))[0].FirstSequence);
    }

    [Fact]
    public async Task Slowest_follower_of_the_change_log_holds_everything_also_when_it_is_silent_after_a_restart()
    {
        small.Changes = small.Changes with { RetainBytes = 0 };
        await using (var changes = await small.OpenChanges())
        {
            for (var partition = 0; partition < 3; partition++)
            {
                changes.SetFloor("quarantine", partition, 0);
                changes.SetFloor("history", partition, 0); // and nothing more: its disk is broken
            }

            for (var number = 0; number < 3_000; number++)
            {
                await changes.Append(number % 3, number / 3, number / 3, 1, new byte[100]);
            }

            await changes.Flush().Within("the flush");
            await changes.Trim().Within("the pass");
        }

        await using var again = await small.OpenChanges();
        Pass(again, "quarantine");
        await again.Trim().Within("the pass");
        Assert.Equal(0, again.Oldest(0));

        Pass(again, "history");
        await again.Trim().Within("the pass");
        Assert.True(again.Oldest(0) > 0);
    }

    [Fact]
    public async Task Reader_that_is_overtaken_by_retention_is_told()
    {
        small.City = small.City with { RetainBytes = 0 };
        await using var log = await Filled();
        await using var reading = log.Read(0, 0, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync().AsTask().Within("the first frame"));
        Needless(log);
        await log.Trim().Within("the pass");

        async Task Read()
        {
            while (await reading.MoveNextAsync())
            {
            }
        }

        await Assert.ThrowsAsync<LogTruncatedException>(() => Read().Within("the refusal"));
    }

    private static void Needless(FasterCityLog log)
    {
        for (var partition = 0; partition < SmallLog.Partitions; partition++)
        {
            log.SetFloor(partition, long.MaxValue);
        }
    }

    private static void Pass(FasterChangeLog changes, string follower)
    {
        for (var partition = 0; partition < SmallLog.Partitions; partition++)
        {
            changes.SetFloor(follower, partition, 900);
        }
    }

    private async Task<FasterCityLog> Filled()
    {
        await small.Fill(800);
        return await small.Open();
    }
}
