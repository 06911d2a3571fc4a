using CityActors.Edge.Tests.Log.Bench;

namespace CityActors.Edge.Tests.Log.Recovery;

/// <summary>What was not acknowledged when the process died is cut back and reported; what was acknowledged is there.</summary>
public sealed class TornTailTests : IDisposable
{
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(500)]
    public async Task Tail_that_was_torn_in_the_middle_of_an_append_is_cut_back_and_reported(int bytesLost)
    {
        using var dead = await DeadInTheMiddleOfAnAppend();
        var end = EndOfFrames(dead.Files[^1]);
        using (var file = File.OpenWrite(dead.Files[^1]))
        {
            file.SetLength(end - bytesLost);
        }

        await OpensWithWhatWasAcknowledged(dead);
    }

    [Fact]
    public async Task Tail_with_zeros_where_a_page_did_not_reach_the_disk_is_cut_back_and_reported()
    {
        using var dead = await DeadInTheMiddleOfAnAppend();
        var end = EndOfFrames(dead.Files[^1]);
        using (var file = File.OpenWrite(dead.Files[^1]))
        {
            file.Position = end - 300;
            file.Write(new byte[200]);
        }

        await OpensWithWhatWasAcknowledged(dead);
    }

    [Fact]
    public async Task Whole_tail_that_was_not_acknowledged_is_kept()
    {
        using var dead = await DeadInTheMiddleOfAnAppend();

        await using var log = await dead.Open();

        Assert.Equal([1L, 2L], (await log.ReadAll(0))[..2]);
        Assert.Equal(42, (await log.ReadAll(0)).Count);
    }

    /// <summary>Two records acknowledged, an entry of forty written and not yet flushed.</summary>
    private async Task<SmallLog> DeadInTheMiddleOfAnAppend()
    {
        await using var log = await small.Open();
        await log.Append([TestRecords.Entry(0, 1, 2)]).Within("the append before");
        small.Disk.Hold();
        var append = log.Append([TestRecords.Entry(0, [.. Enumerable.Range(1_000_000_000, 40).Select(static number => number * 1_000L)])]);
        await small.Disk.FlushHeld.Within("the flush");
        var dead = small.AfterDeath();
        small.Disk.Release();
        await append.Within("the append");
        return dead;
    }

    /// <summary>FasterLog writes whole sectors: behind the last frame there are zeros.</summary>
    private static int EndOfFrames(string path) => File.ReadAllBytes(path).AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

    private static async Task OpensWithWhatWasAcknowledged(SmallLog dead)
    {
        var logger = new TestLogger();
        await using (var log = await dead.Open(logger))
        {
            Assert.Equal([1L, 2L], await log.ReadAll(0));
            Assert.Single(logger.Messages, static message =>
                message.StartsWith("Warning: The city log was not closed", StringComparison.Ordinal)
                && message.Contains(".log", StringComparison.Ordinal));
            Assert.Equal(2, (await log.Append([TestRecords.Entry(0, 3)]).Within("the append"))[0].Sequence);
        }

        await using var again = await dead.Open();
        Assert.Equal([1L, 2L, 3L], await again.ReadAll(0));
    }
}
