using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Edge.Tests.Log.Contracts;

/// <summary>What every city log must do, embedded or distributed. A test class of an adapter inherits this one.</summary>
public abstract class CityLogContract
{
    /// <summary>Opens a log of so many partitions; the same log again when it was closed before.</summary>
    protected abstract Task<ICityLog> Open(int partitions);

    /// <summary>Closes a log.</summary>
    protected abstract Task Close(ICityLog log);

    [Fact]
    public async Task Append_gives_each_entry_the_next_sequences_of_its_partition()
    {
        var log = await Open(4);

        var first = await log.Append([TestRecords.Entry(1, 10, 11, 12), TestRecords.Entry(2, 20), TestRecords.Entry(1, 13)])
            .Within("the append");
        var second = await log.Append([TestRecords.Entry(1, 14)]).Within("the append");

        var generation = log.Generation;
        Assert.Equal([new LogPosition(generation, 1, 0), new LogPosition(generation, 2, 0), new LogPosition(generation, 1, 3)], first);
        Assert.Equal([new LogPosition(generation, 1, 4)], second);
        Assert.Equal([-1, 4, 0, -1], Enumerable.Range(0, 4).Select(log.Committed));
        await Close(log);
    }

    [Fact]
    public async Task Read_gives_what_was_appended_in_order()
    {
        var log = await Open(4);
        await log.Append([TestRecords.Entry(1, "hà nội", "gateway/cảm biến", 10, 11), TestRecords.Entry(2, 20)]).Within("the append");
        await log.Append([TestRecords.Entry(1, 12)]).Within("the append");

        var frames = await log.Read(1, 0, CancellationToken.None).Take(2, "two frames of partition 1");

        Assert.Equal([10L, 11L], frames[0].Numbers());
        Assert.Equal((0L, 1L, 2), (frames[0].FirstSequence, frames[0].LastSequence, frames[0].Count));
        Assert.Equal((log.Generation, 1, 1_000_001L), (frames[0].Generation, frames[0].Partition, frames[0].ArrivedAtMs));
        Assert.Equal(("hà nội", "gateway/cảm biến"), (frames[0].Tenant, frames[0].Actor));
        Assert.Equal([12L], frames[1].Numbers());
        Assert.Equal(2, frames[1].FirstSequence);
        await Close(log);
    }

    [Fact]
    public async Task Read_from_inside_a_frame_gives_that_frame_first()
    {
        var log = await Open(1);
        await log.Append([TestRecords.Entry(0, 1, 2, 3)]).Within("the append");

        var frames = await log.Read(0, 2, CancellationToken.None).Take(1, "the frame around sequence 2");

        Assert.Equal(0, frames[0].FirstSequence);
        await Close(log);
    }

    [Fact]
    public async Task Read_at_the_end_waits_for_the_next_append()
    {
        var log = await Open(2);
        await log.Append([TestRecords.Entry(0, 1)]).Within("the append");
        await using var reading = log.Read(0, 1, CancellationToken.None).GetAsyncEnumerator();
        var next = reading.MoveNextAsync().AsTask();

        await log.Append([TestRecords.Entry(1, 7)]).Within("the append to another partition");
        Assert.False(next.IsCompleted);
        await log.Append([TestRecords.Entry(0, 2)]).Within("the append");

        Assert.True(await next.Within("the frame appended last"));
        Assert.Equal([2L], reading.Current.Numbers());
        await Close(log);
    }

    [Fact]
    public async Task Read_when_cancelled_ends()
    {
        var log = await Open(1);
        using var stop = new CancellationTokenSource();
        await using var reading = log.Read(0, 0, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = reading.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Within("the end of reading"));
        await Close(log);
    }

    [Fact]
    public async Task Append_copies_the_bytes_before_it_returns_its_task()
    {
        var log = await Open(1);
        var entry = TestRecords.Entry(0, 5);
        var buffer = entry.Records.ToArray();
        var appended = log.Append([entry with { Records = buffer }]);
        Array.Clear(buffer);
        await appended.Within("the append");

        Assert.Equal([5L], await log.ReadAll(0));
        await Close(log);
    }

    [Fact]
    public async Task Appends_of_many_callers_leave_no_gap_and_no_double()
    {
        var log = await Open(3);
        var appends = Enumerable.Range(0, 300)
            .Select(number => log.Append([TestRecords.Entry(number % 3, number), TestRecords.Entry(0, number)]));

        var positions = (await Task.WhenAll(appends).Within("300 appends")).SelectMany(positions => positions).ToList();

        foreach (var partition in positions.GroupBy(position => position.Partition))
        {
            var expected = Enumerable.Range(0, partition.Count()).Select(static number => (long)number);
            Assert.Equal(expected, partition.Select(position => position.Sequence).Order());
            Assert.Equal(partition.Count() - 1, log.Committed(partition.Key));
            Assert.Equal(partition.Count(), (await log.ReadAll(partition.Key)).Count);
        }

        await Close(log);
    }

    [Fact]
    public async Task Append_of_a_wrong_entry_is_refused_and_changes_nothing()
    {
        var log = await Open(2);
        var good = TestRecords.Entry(0, 1);
        LogEntry[] bad =
        [
            good with { Partition = 2 }, good with { Partition = -1 }, good with { Count = 2 }, good with { Count = 0 },
            good with { Records = default }, good with { Tenant = new string('t', 65) }, good with { Actor = new string('â', 129) },
            good with { Records = new byte[(1 << 20) + 1] },
        ];

        foreach (var entry in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => log.Append([good, entry]));
        }

        await Assert.ThrowsAnyAsync<FormatException>(() => log.Append([good with { Records = good.Records[..^1] }]));
        Assert.Equal(-1, log.Committed(0));
        Assert.Empty(await log.Append([]));
        await Close(log);
    }

    [Fact]
    public async Task Reopened_log_goes_on_where_it_stood()
    {
        var log = await Open(3);
        await log.Append([TestRecords.Entry(0, 1, 2), TestRecords.Entry(2, 9)]).Within("the append");
        await Close(log);

        log = await Open(3);
        Assert.Equal([1, -1, 0], Enumerable.Range(0, 3).Select(log.Committed));
        var position = (await log.Append([TestRecords.Entry(0, 3)]).Within("the append"))[0];

        Assert.Equal(2, position.Sequence);
        Assert.Equal([1L, 2L, 3L], await log.ReadAll(0));
        Assert.Equal([9L], await log.ReadAll(2));
        await Close(log);
    }
}
