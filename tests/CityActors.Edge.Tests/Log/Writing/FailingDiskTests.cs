using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Edge.Tests.Log.Writing;

/// <summary>
/// A disk that is full or read-only: appends are refused in words, reading goes on, and so does the log when there is room.
/// </summary>
public sealed class FailingDiskTests : IDisposable
{
    private const string Full = "No space left on device";
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public async Task Full_disk_refuses_appends_keeps_reading_and_goes_on_when_there_is_room()
    {
        await using var log = await small.Open();
        await log.Append([TestRecords.Entry(0, 1, 2)]).Within("the append before");
        small.Disk.Refusal = Full;

        var refusal = await Assert.ThrowsAsync<LogUnavailableException>(
            () => log.Append([TestRecords.Entry(0, 3), TestRecords.Entry(1, 4)]).Within("the refusal"));
        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append([TestRecords.Entry(0, 5)]).Within("the second refusal"));

        Assert.Contains(Full, refusal.Message);
        Assert.Contains(Full, log.Status.Failure);
        Assert.Equal([1L, 2L], await log.ReadAll(0));
        small.Disk.Refusal = null;
        var positions = await Accepted(log, TestRecords.Entry(0, 6));
        Assert.Equal(2, positions[0].Sequence);
        Assert.Equal([1L, 2L, 6L], await log.ReadAll(0));
        Assert.Empty(await log.ReadAll(1));
        Assert.Null(log.Status.Failure);
    }

    [Fact]
    public async Task What_a_full_disk_refused_is_not_there_after_a_restart()
    {
        await using (var log = await small.Open())
        {
            await log.Append([TestRecords.Entry(0, 1)]).Within("the append before");
            small.Disk.Refusal = Full;
            await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append([TestRecords.Entry(0, 2)]).Within("the refusal"));
            small.Disk.Refusal = null;
            await Accepted(log, TestRecords.Entry(0, 3));
        }

        await using var again = await small.Open();
        Assert.Equal([1L, 3L], await again.ReadAll(0));
    }

    [Fact]
    public async Task Log_closed_while_the_disk_refuses_ends_and_is_whole()
    {
        var log = await small.Open();
        await log.Append([TestRecords.Entry(0, 1)]).Within("the append before");
        small.Disk.Refusal = Full;
        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append([TestRecords.Entry(0, 2)]).Within("the refusal"));

        await log.DisposeAsync().AsTask().Within("the closing");

        small.Disk.Refusal = null;
        await using var again = await small.Open();
        Assert.Equal([1L], await again.ReadAll(0));
    }

    [Fact]
    public async Task Append_to_a_closed_log_is_refused()
    {
        var log = await small.Open();
        await log.DisposeAsync();

        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append([TestRecords.Entry(0, 1)]).Within("the refusal"));
    }

    [Fact]
    public async Task Many_pages_written_after_a_failure_are_whole()
    {
        await using (var log = await small.Open())
        {
            for (var round = 0; round < 5; round++)
            {
                small.Disk.Refusal = Full;
                await Assert.ThrowsAsync<LogUnavailableException>(() => log.Append([TestRecords.Readings(0, 100)]).Within("the refusal"));
                small.Disk.Refusal = null;
                for (var number = 0; number < 30; number++)
                {
                    await Accepted(log, TestRecords.Readings(number % 3, 100));
                }
            }
        }

        await using var again = await small.Open();
        Assert.Equal([5_000L - 1, 5_000 - 1, 5_000 - 1], Enumerable.Range(0, 3).Select(again.Committed));
    }

    /// <summary>The log notices room a moment after there is some.</summary>
    private static async Task<CityActors.Log.LogPosition[]> Accepted(ICityLog log, LogEntry entry)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await log.Append([entry]).Within("the append once there is room");
            }
            catch (LogUnavailableException) when (tries < 1_000_000)
            {
                await Task.Yield();
            }
        }
    }
}
