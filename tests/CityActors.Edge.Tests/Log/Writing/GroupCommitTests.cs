using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Edge.Tests.Log.Writing;

/// <summary>Nothing is acknowledged or read before it is on disk, and what waits goes together.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public async Task Append_is_acknowledged_and_read_only_after_the_flush()
    {
        await using var log = await small.Open();
        await using var reading = log.Read(0, 0, CancellationToken.None).GetAsyncEnumerator();
        var read = reading.MoveNextAsync().AsTask();
        small.Disk.Hold();

        var append = log.Append([TestRecords.Entry(0, 1)]);
        await small.Disk.FlushHeld.Within("the flush of the append");

        Assert.False(append.IsCompleted);
        Assert.False(read.IsCompleted);
        Assert.Equal(-1, log.Committed(0));
        Assert.True(log.Status.PendingBytes > 0);
        small.Disk.Release();
        await append.Within("the append");
        Assert.True(await read.Within("the frame"));
        Assert.Equal(0, log.Status.PendingBytes);
    }

    [Fact]
    public async Task Appends_during_a_flush_go_together_in_the_next_one()
    {
        await using var log = await small.Open();
        await log.Append([TestRecords.Entry(0, 0)]).Within("the first append");
        var before = small.Disk.Flushes;
        small.Disk.Hold();
        var first = log.Append([TestRecords.Entry(0, 1)]);
        await small.Disk.FlushHeld.Within("the flush of the first append");

        // Fewer than fill a page, which would be written on its own.
        var others = Enumerable.Range(2, 50).Select(number => log.Append([TestRecords.Entry(number % 3, number)])).ToArray();
        small.Disk.Release();
        await first.Within("the first append");
        await Task.WhenAll(others).Within("the appends made meanwhile");

        Assert.Equal(2, small.Disk.Flushes - before);
    }

    [Fact]
    public async Task Append_beyond_what_may_wait_is_refused_and_goes_through_later()
    {
        small.City = small.City with { PendingBytesMax = 10_000 };
        await using var log = await small.Open();
        small.Disk.Hold();
        var waiting = Enumerable.Range(0, 20).Select(_ => log.Append([TestRecords.Readings(0, 20)])).ToList();
        await small.Disk.FlushHeld.Within("the flush");

        var refused = waiting.Where(static append => append.IsFaulted).ToList();
        small.Disk.Release();

        Assert.InRange(refused.Count, 1, 19);
        await Assert.ThrowsAsync<LogUnavailableException>(() => refused[0]);
        await Task.WhenAll(waiting.Except(refused)).Within("the appends that were accepted");
        await log.Append([TestRecords.Entry(0, 1)]).Within("the append afterwards");
        Assert.Equal(20 * (20 - refused.Count), log.Committed(0));
    }
}
