using CityActors.Edge.Tests.Storage;
using CityActors.Grains.History;
using CityActors.History;
using CityActors.Silo.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static CityActors.Edge.Tests.History.HistoryContract;

namespace CityActors.Edge.Tests.History;

/// <summary>A disk without room stops history, and only until there is room.</summary>
public sealed class HistoryFullDiskTests : IAsyncDisposable
{
    private const int Batches = 80;
    private readonly SmallDisk disk = new(megabytes: 48);
    private readonly FakeTimeProvider time = new(Start.AddDays(2));
    private DuckDbHistory? history;

    private static HistoryQuery Everything => Question() with
    {
        Every = TimeSpan.FromDays(1), Aggregate = Aggregate.Sum,
    };

    public async ValueTask DisposeAsync()
    {
        await Close();
        disk.Dispose();
    }

    /// <summary>With little room the log of the day fails; with more it is too large by then, and tidying it into the file fails.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Append_on_a_full_disk_is_refused_by_name_leaves_nothing_half_done_and_goes_on_with_room(int megabytesLeft)
    {
        await Open();
        await Append(0);
        disk.FillUp(butBytes: megabytesLeft << 20);
        var stored = 1;
        IOException? fault = null;
        while (fault is null && stored < 4 * Batches)
        {
            try
            {
                await Append(stored);
                stored++;
            }
            catch (IOException full)
            {
                fault = full;
            }
        }

        Assert.NotNull(fault);
        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Contains(disk.Path, fault.Message, StringComparison.Ordinal);
        await CheckWhole(stored);

        disk.MakeRoom();
        await Append(stored);
        await Check(stored + 1);
        await Close();
        await Open();
        await Check(stored + 1);
        Assert.Equal(0, await history!.Tender.Tend(default));
        await Check(stored + 1);
    }

    [Fact]
    public async Task Day_without_room_for_a_copy_stays_as_it_is_until_there_is_room()
    {
        await Open();
        for (var batch = 0; batch < 8; batch++)
        {
            await Append(batch);
        }

        disk.FillUp(butBytes: 1 << 20);
        await history!.Tender.Tend(default);
        await Check(8);
        Assert.Empty(Directory.GetFiles(disk.Path, "*.1.raw.duckdb*", SearchOption.AllDirectories));

        disk.MakeRoom();
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await history.Tender.Tend(default));
        await Check(8);
        Assert.Single(Directory.GetFiles(disk.Path, "*.1.raw.duckdb", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Stop_on_a_full_disk_loses_nothing()
    {
        await Open();
        await Append(0);
        await Append(1);
        disk.FillUp();
        await Close();
        await Open();
        disk.MakeRoom();
        await Check(2);
        await Append(2);
        await Check(3);
    }

    /// <summary>A batch of values that do not compress, whose sum is its number of rows.</summary>
    private Task Append(int batch)
    {
        const int rows = 10_000;
        var random = new Random(batch);
        var first = (batch * rows) + 1;
        var drafts = Batch(Enumerable.Range(0, rows / 2).SelectMany(i =>
        {
            var noise = (double)random.NextInt64(1L << 32);
            var at = first + (2 * i);
            return new[] { Row(at, at * 10, noise), Row(at + 1, (at * 10) + 10, 2 - noise) };
        }));
        return history!.Append(2, drafts, first + rows - 1);
    }

    /// <summary>What was refused is there as a whole or not at all; what was accepted is there.</summary>
    private async Task CheckWhole(int accepted)
    {
        Assert.Equal(accepted * 10_000, await history!.Watermark(2));
        var count = Numbers(await history.Query(Everything with { Aggregate = Aggregate.Count })).Single();
        Assert.Contains(count, new[] { accepted * 10_000.0, (accepted + 1) * 10_000.0 });
        Assert.Equal([count], Numbers(await history.Query(Everything)));
    }

    private async Task Check(int batches)
    {
        Assert.Equal(batches * 10_000, await history!.Watermark(2));
        var count = await history.Query(Everything with { Aggregate = Aggregate.Count });
        Assert.Equal([batches * 10_000], Numbers(count));
        Assert.Equal([batches * 10_000], Numbers(await history.Query(Everything)));
    }

    private async Task Open()
    {
        history = new DuckDbHistory(
            Options.Create(new DuckDbHistoryOptions { Path = Path.Combine(disk.Path, "history"), TendEvery = TimeSpan.FromHours(1) }),
            Generation, time, NullLogger<DuckDbHistory>.Instance);
        await history.Watermark(2);
    }

    private async Task Close()
    {
        if (history is { } open)
        {
            history = null;
            await open.DisposeAsync();
        }
    }
}
