using CityActors.Grains.History;
using CityActors.History;
using static CityActors.Edge.Tests.History.HistoryContract;

namespace CityActors.Edge.Tests.History;

/// <summary>Wherever it stops, nothing is lost and nothing counts twice.</summary>
public sealed class HistoryCrashTests : IAsyncDisposable
{
    private const long DayMs = 86_400_000;
    private readonly HistoryFolder folder = new();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task What_was_appended_is_on_the_disk_when_the_process_is_killed()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 1), Row(2, DayMs, 2)), 2);

        await using var found = folder.Copy();

        var again = await found.Open();
        Assert.Equal(2, await again.Watermark(2));
        Assert.Equal([1, 2], await found.Numbers());
    }

    [Fact]
    public async Task Stop_between_the_days_and_the_catalog_stores_nothing_twice()
    {
        await using var before = await BeforeAndAfter();
        folder.Restore(before, "catalog.sqlite");

        await Replay();
    }

    [Theory]
    [InlineData("2026-11-03.raw.duckdb")]
    [InlineData("2026-11-04.raw.duckdb")]
    [InlineData("2026-11-05.raw.duckdb")]
    public async Task Stop_before_one_of_the_days_leaves_nothing_out(string day)
    {
        await using var before = await BeforeAndAfter();
        folder.Restore(before, "catalog.sqlite");
        folder.Restore(before, day);

        await Replay();
    }

    [Fact]
    public async Task Catalog_that_was_lost_is_made_again_from_the_log()
    {
        await using var before = await BeforeAndAfter();
        File.Delete(folder.File("catalog.sqlite"));
        var history = await folder.Open();
        Assert.Equal(-1, await history.Watermark(2));

        await history.Append(2, Batch(First.Concat(Second)), 7);

        Assert.Equal([1, 5, 2, 6, 7], await folder.Numbers());
    }

    [Fact]
    public async Task What_DuckDB_left_unfinished_is_cleaned_up()
    {
        await BeforeAndAfter();
        await File.WriteAllTextAsync(folder.File("2026-10-01.raw.duckdb.wal"), "left over");
        await File.WriteAllTextAsync(folder.File("2026-10-01.raw.duckdb.wal.checkpoint"), "left over");
        await File.WriteAllTextAsync(folder.File("2026-10-01.raw.duckdb.tmp"), "left over");
        await File.WriteAllTextAsync(folder.File("2026-10-01.1.raw.duckdb.tmp.wal"), "left over");

        await folder.Open();

        Assert.Empty(Directory.GetFiles(folder.Path, "2026-10-01*"));
    }

    [Fact]
    public async Task Append_that_failed_is_stored_once_when_it_is_sent_again()
    {
        await BeforeAndAfter();
        var history = await folder.Open();
        var block = folder.File("2026-11-06.raw.duckdb");
        await File.WriteAllTextAsync(block, new string('x', 10_000));
        var batch = Batch(Row(8, 1, 8), Row(9, 3 * DayMs, 9));

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => history.Append(2, batch, 9));
        Assert.Contains("2026-11-06.raw.duckdb is damaged", fault.Message, StringComparison.Ordinal);
        Assert.Equal(7, await history.Watermark(2));

        File.Delete(block);
        await history.Append(2, batch, 9);
        Assert.Equal([1, 8, 5, 2, 6, 7, 9], await folder.Numbers());
    }

    private static IEnumerable<HistoryRow> First => [Row(1, 0, 1), Row(2, DayMs, 2)];

    private static IEnumerable<HistoryRow> Second => [Row(5, 1000, 5), Row(6, DayMs + 1000, 6), Row(7, 2 * DayMs, 7)];

    /// <summary>Stores a batch, copies, stores a batch for three days, closes.</summary>
    private async Task<HistoryFolder> BeforeAndAfter()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(First), 2);
        await folder.Close();
        var before = folder.Copy();
        await (await folder.Open()).Append(2, Batch(Second), 7);
        await folder.Close();
        return before;
    }

    private async Task Replay()
    {
        var history = await folder.Open();
        Assert.Equal(2, await history.Watermark(2));

        await history.Append(2, Batch(Second.Take(1)), 5);
        await history.Append(2, Batch(Second.Skip(1)), 7);

        Assert.Equal(7, await history.Watermark(2));
        Assert.Equal([1, 5, 2, 6, 7], await folder.Numbers());
        Assert.Equal([21], await folder.Numbers(Question() with { Every = TimeSpan.FromDays(30), Aggregate = Aggregate.Sum }));
    }
}
