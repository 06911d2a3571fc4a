using CityActors.Edge.Tests.Log.Bench;

namespace CityActors.Edge.Tests.Log.Writing;

/// <summary>When the change log goes to disk, and what it does when the disk refuses.</summary>
public sealed class ChangeLogFlushTests : IDisposable
{
    private static readonly byte[] Some = new byte[1000];
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public async Task Flush_that_was_asked_for_once_does_not_make_every_later_append_flush()
    {
        await using var log = await small.OpenChanges();
        await log.Append(0, 0, 0, 1, Some);
        small.Disk.Hold();
        var flush = log.Flush();
        await small.Disk.FlushHeld.Within("the flush");
        await log.Append(0, 1, 1, 1, Some); // waits its turn: an hour, or a quarter of a mebibyte
        small.Disk.Release();
        await flush.Within("the end of the flush");

        await log.Append(0, 2, 2, 1, Some);

        Assert.Equal(0, log.Durable(0));
        await log.Flush().Within("the second flush");
        Assert.Equal(2, log.Durable(0));
    }

    [Fact]
    public async Task Enough_bytes_are_flushed_without_being_asked_for()
    {
        await using var log = await small.OpenChanges();
        small.Disk.Hold();

        for (var number = 0; number < 300; number++)
        {
            await log.Append(0, number, number, 1, Some);
        }

        await small.Disk.FlushHeld.Within("the flush of what waits");
        small.Disk.Release();
    }

    [Fact]
    public async Task Changes_that_the_disk_refuses_stay_readable_and_get_there_when_it_takes_them()
    {
        await using var log = await small.OpenChanges();
        small.Disk.Refusal = "No space left on device";
        for (var number = 0; number < 100; number++)
        {
            await log.Append(1, number, number, 1, Some);
        }

        var flush = log.Flush();
        var frames = await log.Read(1, 0, CancellationToken.None).Take(100, "the frames in memory");

        Assert.Equal(Enumerable.Range(0, 100).Select(static number => (long)number), frames.Select(static frame => frame.FirstSequence));
        Assert.False(flush.IsCompleted);
        small.Disk.Refusal = null;
        await flush.Within("the flush once there is room");
        Assert.Equal(99, log.Durable(1));
        Assert.Null(log.Failure);
    }

    [Fact]
    public async Task Append_waits_while_too_much_waits_for_the_disk()
    {
        await using var log = await small.OpenChanges();
        small.Disk.Refusal = "No space left on device";
        var appends = new List<Task>();
        for (var number = 0; number < 2_000 && (appends.Count == 0 || appends[^1].IsCompleted); number++)
        {
            appends.Add(log.Append(0, number, number, 1, Some).AsTask());
        }

        Assert.InRange(appends.Count, 500, 1_500);
        Assert.False(appends[^1].IsCompleted);
        small.Disk.Refusal = null;
        await Task.WhenAll(appends).Within("the appends once there is room");
    }

    [Fact]
    public async Task Change_log_after_the_death_of_its_process_goes_on_at_or_below_where_it_stood()
    {
        await using var log = await small.OpenChanges();
        for (var number = 0; number < 200; number++)
        {
            await log.Append(number % 3, number / 3, number / 3, 1, Some);
        }

        await log.Flush().Within("the flush");
        await log.Append(0, 67, 67, 1, Some);

        using var dead = small.AfterDeath();
        await using var again = await dead.OpenChanges();

        Assert.Equal([66, 66, 65], Enumerable.Range(0, 3).Select(again.Watermark));
        Assert.Equal(67, (await again.Read(0, 0, CancellationToken.None).Take(67, "the frames")).Count);
    }
}
