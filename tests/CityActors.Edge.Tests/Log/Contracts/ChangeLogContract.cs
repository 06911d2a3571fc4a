using CityActors.Domain.Changes;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;

namespace CityActors.Edge.Tests.Log.Contracts;

/// <summary>What every change log must do. A test class of an adapter inherits this one.</summary>
public abstract class ChangeLogContract
{
    private static readonly byte[] Three = [1, 2, 3];

    /// <summary>Opens a log of so many partitions; the same log again when it was closed before.</summary>
    protected abstract Task<IChangeLog> Open(int partitions);

    /// <summary>Closes a log.</summary>
    protected abstract Task Close(IChangeLog log);

    [Fact]
    public async Task New_change_log_has_nothing()
    {
        var log = await Open(2);

        Assert.Equal((-1, -1, 0), (log.Watermark(1), log.Durable(1), log.Oldest(1)));
        await Close(log);
    }

    [Fact]
    public async Task Changes_are_read_before_they_are_flushed_and_durable_after()
    {
        var log = await Open(2);
        await log.Append(1, 0, 9, 3, Three);

        var frame = (await log.Read(1, 0, CancellationToken.None).Take(1, "the frame"))[0];

        Assert.Equal((1, 0L, 9L, 3), (frame.Partition, frame.FirstSequence, frame.LastSequence, frame.Count));
        Assert.Equal(Three, frame.Changes.ToArray());
        Assert.Equal(9, log.Watermark(1));
        await log.Flush().Within("the flush");
        Assert.Equal(9, log.Durable(1));
        Assert.Equal(-1, log.Durable(0));
        await Close(log);
    }

    [Fact]
    public async Task Range_at_or_below_the_watermark_is_ignored()
    {
        var log = await Open(1);
        await log.Append(0, 0, 9, 0, Three);
        await log.Append(0, 0, 9, 0, new byte[] { 9 });
        await log.Append(0, 4, 7, 0, new byte[] { 9 });
        await log.Append(0, 10, 10, 0, default);

        var frames = await log.Read(0, 0, CancellationToken.None).Take(2, "two frames");

        Assert.Equal([9L, 10L], frames.Select(static frame => frame.LastSequence));
        Assert.Equal(Three, frames[0].Changes.ToArray());
        await Close(log);
    }

    [Fact]
    public async Task Range_that_overlaps_the_watermark_is_an_error()
    {
        var log = await Open(1);
        await log.Append(0, 0, 9, 0, Three);

        await Assert.ThrowsAnyAsync<Exception>(async () => await log.Append(0, 5, 12, 0, Three));

        Assert.Equal(9, log.Watermark(0));
        await log.Append(0, 10, 12, 0, Three);
        Assert.Equal(12, log.Watermark(0));
        await Close(log);
    }

    [Fact]
    public async Task Partition_may_begin_anywhere_and_says_where()
    {
        var log = await Open(1);
        await log.Append(0, 500, 509, 0, Three);

        Assert.Equal(500, log.Oldest(0));
        var frame = (await log.Read(0, 505, CancellationToken.None).Take(1, "the frame"))[0];
        Assert.Equal(500, frame.FirstSequence);
        await Assert.ThrowsAsync<LogTruncatedException>(() => log.Read(0, 499, CancellationToken.None).Take(1, "a refusal"));
        await Close(log);
    }

    [Fact]
    public async Task Bytes_are_copied_before_the_append_returns()
    {
        var log = await Open(1);
        var buffer = Three.ToArray();
        await log.Append(0, 0, 0, 1, buffer);
        Array.Clear(buffer);

        Assert.Equal(Three, (await log.Read(0, 0, CancellationToken.None).Take(1, "the frame"))[0].Changes.ToArray());
        await Close(log);
    }

    [Fact]
    public async Task Reader_at_the_end_waits_for_the_next_frame_and_ends_when_cancelled()
    {
        var log = await Open(1);
        using var stop = new CancellationTokenSource();
        await using var reading = log.Read(0, 0, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = reading.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);

        await log.Append(0, 0, 0, 0, Three);
        Assert.True(await next.Within("the frame"));
        next = reading.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Within("the end"));
        await Close(log);
    }

    [Fact]
    public async Task Reopened_log_has_what_was_there_when_it_was_closed()
    {
        var log = await Open(3);
        await log.Append(2, 0, 3, 0, Three);
        await log.Append(0, 7, 7, 0, default);
        await Close(log);

        log = await Open(3);

        Assert.Equal([7, -1, 3], Enumerable.Range(0, 3).Select(log.Watermark));
        Assert.Equal([7, -1, 3], Enumerable.Range(0, 3).Select(log.Durable));
        await log.Append(2, 4, 4, 0, Three);
        var frames = await log.Read(2, 0, CancellationToken.None).Take(2, "two frames");
        Assert.Equal([0L, 4L], frames.Select(static frame => frame.FirstSequence));
        await Close(log);
    }

    [Fact]
    public async Task Followers_of_all_partitions_get_every_frame_once_in_order_while_it_is_written()
    {
        const int Frames = 400;
        var log = await Open(3);
        var followers = Enumerable.Range(0, 3)
            .Select(partition => Task.Run(() => log.Read(partition, 0, CancellationToken.None).Take(Frames, $"frames of {partition}")))
            .ToArray();

        for (long number = 0; number < Frames; number++)
        {
            for (var partition = 0; partition < 3; partition++)
            {
                await log.Append(partition, number * 2, (number * 2) + 1, 1, BitConverter.GetBytes(number));
            }
        }

        foreach (var follower in await Task.WhenAll(followers))
        {
            Assert.Equal(Enumerable.Range(0, Frames).Select(static number => (long)number), follower.Select(NumberOf));
        }

        await Close(log);
    }

    private static long NumberOf(ChangeFrame frame) => BitConverter.ToInt64(frame.Changes.Span);
}
