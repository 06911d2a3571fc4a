using CityActors.History;
using CityActors.Silo.History;
using CityActors.Silo.History.Days;
using DuckDB.NET.Data;
using static CityActors.Edge.Tests.History.HistoryContract;

namespace CityActors.Edge.Tests.History;

/// <summary>Files of days: retention, limits, damage.</summary>
public sealed class HistoryFileTests : IAsyncDisposable
{
    private const long DayMs = 86_400_000;
    private readonly HistoryFolder folder = new();

    private static HistoryQuery Sum => Question() with { Every = TimeSpan.FromHours(1), Aggregate = Aggregate.Sum };

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Retention_drops_raw_readings_first_and_roll_ups_later()
    {
        (folder.Options.RawDays, folder.Options.RollupDays) = (3, 10);
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 1), Row(2, 1000, 2), Row(3, 2 * DayMs, 3)), 3);

        folder.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(["2026-11-03.rollup.duckdb", "2026-11-05.raw.duckdb", "2026-11-05.rollup.duckdb"], folder.Days);
        Assert.Equal([3], await folder.Numbers());
        Assert.Equal([3, 3], await folder.Numbers(Sum));

        folder.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(["2026-11-05.rollup.duckdb"], folder.Days);
        Assert.Equal([3], await folder.Numbers(Sum));
    }

    [Fact]
    public async Task Readings_older_than_retention_are_not_kept_but_the_watermark_moves()
    {
        folder.Options.RawDays = 3;
        var history = await folder.Open();

        await history.Append(2, Batch(Row(1, -30 * DayMs, 1), Row(2, 0, 2)), 2);

        Assert.Equal(2, await history.Watermark(2));
        Assert.Equal([2], await folder.Numbers(Question() with { From = Start.AddDays(-90) }));
        Assert.Equal(["2026-11-03.raw.duckdb"], folder.Days);
    }

    [Fact]
    public async Task More_days_than_may_be_open_are_written_read_and_rolled_up()
    {
        folder.Options.OpenDaysMax = 16;
        var history = await folder.Open();

        await history.Append(2, Batch(Enumerable.Range(0, 40).Select(static i => Row(i, -i * DayMs, 1))), 40);
        await history.Append(2, Batch(Enumerable.Range(0, 40).Select(static i => Row(41 + i, (-i * DayMs) + 1, 1))), 81);
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(80, (await history.Query(Question() with { From = Start.AddDays(-60) })).Total);
        var sums = await folder.Numbers(Sum with { From = Start.AddDays(-60), Every = TimeSpan.FromDays(1) });
        Assert.Equal(Enumerable.Repeat(2.0, 40), sums);
    }

    [Fact]
    public async Task Late_readings_are_rolled_up_again_also_while_more_come()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 1)), 1);
        Assert.Equal(0, await history.Tender.Tend(default));
        for (var i = 0; i < 20; i++)
        {
            var append = history.Append(2, Batch(Row(2 + i, 1 + i, 1)), 2 + i);
            Assert.Equal(0, await history.Tender.Tend(default));
            await append;
            Assert.Equal([i + 2], await folder.Numbers(Sum));
        }

        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Equal([21], await folder.Numbers(Sum));
    }

    [Fact]
    public async Task Roll_ups_that_were_deleted_are_made_again()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 4)), 1);
        await history.Tender.Tend(default);
        await folder.Close();
        File.Delete(folder.File("2026-11-03.rollup.duckdb"));

        history = await folder.Open();
        Assert.Equal([4], await folder.Numbers(Sum));
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Contains("2026-11-03.rollup.duckdb", folder.Days);
        Assert.Equal([4], await folder.Numbers(Sum));
    }

    [Fact]
    public async Task Answer_comes_from_roll_ups_where_the_interval_allows()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 4)), 1);
        await history.Tender.Tend(default);
        await folder.Close();
        Change("2026-11-03.rollup.duckdb", "UPDATE minutes SET total = 40; UPDATE hours SET total = 400");

        await folder.Open();

        Assert.Equal([4], await folder.Numbers(Sum with { Every = TimeSpan.FromSeconds(30) }));
        Assert.Equal([40], await folder.Numbers(Sum with { Every = TimeSpan.FromMinutes(5) }));
        Assert.Equal([400], await folder.Numbers(Sum with { Every = TimeSpan.FromHours(3) }));
    }

    [Theory]
    [InlineData("2026-11-03.raw.duckdb")]
    [InlineData("2026-11-03.rollup.duckdb")]
    public async Task File_of_a_newer_format_is_refused_by_name(string name)
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Row(1, 0, 4)), 1);
        await history.Tender.Tend(default);
        await folder.Close();
        Change(name, "UPDATE format SET version = 99");

        await folder.Open();

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => folder.Numbers());
        Assert.Contains($"{name} was written by a newer version", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000, "is damaged")]
    [InlineData(100, "is damaged")]
    public async Task File_of_something_else_is_refused_by_name(int length, string expected)
    {
        var history = await folder.Open();
        await File.WriteAllTextAsync(folder.File("2026-11-02.raw.duckdb"), new string('x', length));
        await folder.Open();
        history = folder.History!;
        await history.Append(2, Batch(Row(1, 0, 4)), 1);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => folder.Numbers());

        Assert.Contains($"2026-11-02.raw.duckdb {expected}", fault.Message, StringComparison.Ordinal);
        Assert.Equal([4], await folder.Numbers(Question() with { From = Start }));
        Assert.Equal(1, await history.Tender.Tend(default));
    }

    [Fact]
    public async Task Foreign_DuckDB_file_is_refused_by_name()
    {
        await folder.Open();
        await folder.Close();
        Change("2026-11-02.raw.duckdb", "CREATE TABLE cats (name VARCHAR)");
        await (await folder.Open()).Append(2, Batch(Row(1, 0, 4)), 1);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => folder.Numbers());

        Assert.Contains("2026-11-02.raw.duckdb is a DuckDB file, but not", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RawDays", "RawDays must be 1-36,500 days, it is '0'")]
    [InlineData("RollupDays", "RollupDays must be between RawDays")]
    [InlineData("MemoryMiB", "MemoryMiB must be 128")]
    [InlineData("Threads", "Threads must be 1-64")]
    [InlineData("OpenDaysMax", "OpenDaysMax must be 16-512")]
    [InlineData("QueriesMax", "QueriesMax must be 1-8")]
    [InlineData("CompactAgainRows", "CompactAgainRows must be at least 1")]
    [InlineData("TemporaryMiB", "TemporaryMiB must be at least 128")]
    public void Settings_that_cannot_work_are_refused_by_name(string key, string expected)
    {
        var options = new DuckDbHistoryOptions();
        typeof(DuckDbHistoryOptions).GetProperty(key)!.SetValue(options, 0);

        Assert.Contains(expected, new DuckDbHistoryOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        Assert.True(new DuckDbHistoryOptionsValidator().Validate(null, new DuckDbHistoryOptions()).Succeeded);
    }

    [Theory]
    [InlineData(0, 0, "1970-01-01.raw.duckdb")]
    [InlineData(-1, 0, "1969-12-31.raw.duckdb")]
    [InlineData(20_760, 0, "2026-11-03.raw.duckdb")]
    [InlineData(20_760, 12, "2026-11-03.12.raw.duckdb")]
    public void Names_of_days_are_read_as_they_are_written(long day, int edition, string name)
    {
        Assert.Equal(name, DayNames.Of(day, DayNames.RawEnding, edition));
        Assert.Equal((day, edition), DayNames.Read(name, DayNames.RawEnding));
        Assert.Null(DayNames.Read("x" + name, DayNames.RawEnding));
        Assert.Null(DayNames.Read(name.Replace(".raw", ".0.raw", StringComparison.Ordinal), DayNames.RawEnding));
        Assert.Equal(day, DayNames.DayOf(day * DayMs));
        Assert.Equal(day, DayNames.DayOf(((day + 1) * DayMs) - 1));
    }

    private void Change(string name, string sql)
    {
        using var connection = new DuckDBConnection($"DataSource={folder.File(name)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
