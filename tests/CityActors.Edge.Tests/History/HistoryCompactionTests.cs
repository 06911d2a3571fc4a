using CityActors.Grains.History;
using CityActors.History;
using CityActors.Silo.History;
using CityActors.Silo.History.Tending;
using CityActors.Twins;
using CityActors.Twins.Channels;
using DuckDB.NET.Data;
using static CityActors.Edge.Tests.History.HistoryContract;

namespace CityActors.Edge.Tests.History;

/// <summary>Days that are over are put in order; nobody who asks or writes notices.</summary>
public sealed class HistoryCompactionTests : IAsyncDisposable
{
    private const long DayMs = 86_400_000;
    private const string First = "2026-11-03.1.raw.duckdb";
    private readonly HistoryFolder folder = new();

    public HistoryCompactionTests() => (folder.Options.CompactAfter, folder.Options.CompactAgainRows) = (TimeSpan.FromHours(2), 3);

    private static HistoryQuery Sum => Question() with { Every = TimeSpan.FromHours(1), Aggregate = Aggregate.Sum };

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Day_that_is_over_is_put_in_order_without_duplicates_and_answers_as_before()
    {
        var history = await Disordered();
        var before = await history.Query(Question());

        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(before.Points.AsEnumerable(), (await history.Query(Question())).Points);
        Assert.Equal([22], await folder.Numbers(Sum));
        Assert.Equal([First, "2026-11-03.rollup.duckdb"], folder.Days);
        await folder.Close();
        Assert.Equal(4, Count(First, "readings"));
        Assert.Equal(0, Count(First, "readings WHERE again"));
    }

    [Fact]
    public async Task Day_that_is_not_over_for_a_while_stays_as_it_is()
    {
        var history = await Disordered();
        await history.Append(2, Batch(Row(20, 2 * DayMs, 9)), 20);
        folder.Time.Advance(TimeSpan.FromHours(15));

        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Contains("2026-11-05.raw.duckdb", folder.Days);

        folder.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Contains("2026-11-05.1.raw.duckdb", folder.Days);
    }

    [Fact]
    public async Task Day_is_put_in_order_again_when_enough_has_come_late()
    {
        var history = await Disordered();
        await history.Tender.Tend(default);

        await history.Append(2, Batch(Row(11, 2000, 7), Row(12, 0, 5)), 12);
        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Contains(First, folder.Days);
        await history.Append(2, Batch(Row(13, 0, 5)), 13);
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(["2026-11-03.2.raw.duckdb", "2026-11-03.rollup.duckdb"], folder.Days);
        Assert.Equal([5, 3, 7, 8], await folder.Numbers());
        await folder.Close();
        Assert.Equal(4, Count("2026-11-03.2.raw.duckdb", "readings"));
    }

    [Fact]
    public async Task Question_and_replay_at_any_step_find_everything_once()
    {
        var history = await Disordered();
        var before = await history.Query(Question());
        var steps = new List<CompactionStep>();
        history.Tender.Compactor.Reached = step =>
        {
            steps.Add(step);
            Assert.Equal(before.Points.AsEnumerable(), history.Query(Question()).GetAwaiter().GetResult().Points);
            Assert.Equal([22], Numbers(history.Query(Sum).GetAwaiter().GetResult()));
        };

        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(Enum.GetValues<CompactionStep>(), steps);
    }

    [Fact]
    public async Task Stop_at_any_step_leaves_a_whole_day_to_go_on_with()
    {
        var history = await Disordered();
        var before = await history.Query(Question());
        var copies = new List<HistoryFolder>();
        history.Tender.Compactor.Reached = _ => copies.Add(folder.Copy());
        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Equal(6, copies.Count);

        foreach (var copy in copies)
        {
            await using var mine = copy;
            var found = await mine.Open();
            Assert.Equal(before.Points.AsEnumerable(), (await found.Query(Question())).Points);
            Assert.Equal(10, await found.Watermark(2));
            await mine.Close();
            File.Delete(mine.File("catalog.sqlite"));

            found = await mine.Open();
            await found.Append(2, Batch([.. Rows, Row(11, 2000, 7)]), 11);
            Assert.Equal([1, 3, 7, 8], await mine.Numbers());
            await mine.Open();
            Assert.Equal([1, 3, 7, 8], await mine.Numbers());
            Assert.Equal([19], await mine.Numbers(Sum));
            Assert.Single(mine.Days, static name => name.EndsWith(".raw.duckdb", StringComparison.Ordinal));
            Assert.Empty(Directory.GetFiles(mine.Path, "*.tmp*"));
        }
    }

    [Theory]
    [InlineData((int)CompactionStep.Copied)]
    [InlineData((int)CompactionStep.Closed)]
    [InlineData((int)CompactionStep.Named)]
    [InlineData((int)CompactionStep.NameFlushed)]
    public async Task Readings_that_come_meanwhile_are_not_lost(int at)
    {
        var history = await Disordered();
        Task late = Task.CompletedTask, other = Task.CompletedTask;
        history.Tender.Compactor.Reached = step =>
        {
            if (step == (CompactionStep)at)
            {
                late = history.Append(2, Batch(Row(11, 2000, 7), Row(12, 500, 40), Row(13, DayMs, 9)), 13);
                var batch = Batch(Row(1, 0, 77));
                batch.Channels[0] = batch.Channels[0] with { Twin = "urn:x:Twin:other" };
                other = history.Append(5, batch, 1);
                if (step == CompactionStep.Copied)
                {
                    Task.WaitAll(late, other);
                }
            }
        };

        Assert.Equal(0, await history.Tender.Tend(default));
        await late;
        await other;
        await Check();
        await folder.Open();
        await Check();
        Assert.Equal(0, await folder.History!.Tender.Tend(default));
        await Check();

        async Task Check()
        {
            Assert.Equal([1, 40, 3, 7, 8, 9], await folder.Numbers());
            Assert.Equal([59, 9], await folder.Numbers(Sum));
            Assert.Equal([77], await folder.Numbers(Question() with { Twin = "urn:x:Twin:other" }));
            Assert.Equal((13, 1), (await folder.History!.Watermark(2), await folder.History!.Watermark(5)));
        }
    }

    [Fact]
    public async Task Day_that_expires_meanwhile_is_dropped_with_all_its_files()
    {
        folder.Options.RawDays = 3;
        var history = await Disordered();
        history.Tender.Compactor.Reached = step =>
            folder.Time.Advance(step == CompactionStep.Copied ? TimeSpan.FromDays(5) : TimeSpan.Zero);

        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Contains(First, folder.Days);
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Equal(["2026-11-03.rollup.duckdb"], folder.Days);
        Assert.Equal([22], await folder.Numbers(Sum));
    }

    [Fact]
    public async Task Work_that_fails_leaves_everything_and_is_tried_again_later()
    {
        var history = await Disordered();
        Directory.CreateDirectory(folder.File(First + ".tmp"));

        Assert.Equal(1, await history.Tender.Tend(default));
        Assert.Equal(0, await history.Tender.Tend(default));
        Assert.Equal([1, 3, 10, 8], await folder.Numbers());
        Directory.Delete(folder.File(First + ".tmp"));
        folder.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Contains(First, folder.Days);
    }

    [Fact]
    public async Task Edition_that_cannot_be_opened_takes_no_readings_into_the_one_before()
    {
        var history = await Disordered();
        history.Tender.Compactor.Reached = step =>
        {
            if (step == CompactionStep.Named)
            {
                File.Move(folder.File(First), folder.File("away"));
                File.WriteAllText(folder.File(First), new string('x', 10_000));
            }
        };
        Assert.Equal(1, await history.Tender.Tend(default));

        var late = Batch(Row(11, 2000, 7));
        await Assert.ThrowsAsync<InvalidDataException>(() => history.Append(2, late, 11));
        await Assert.ThrowsAsync<InvalidDataException>(() => folder.Numbers());
        File.Move(folder.File("away"), folder.File(First), overwrite: true);
        await history.Append(2, late, 11);

        Assert.Equal([1, 3, 7, 8], await folder.Numbers());
        await folder.Open();
        Assert.Equal([1, 3, 7, 8], await folder.Numbers());
        Assert.Equal([First, "2026-11-03.rollup.duckdb"], folder.Days);
    }

    [Fact]
    public async Task Work_that_is_cancelled_leaves_everything_as_it_was()
    {
        var history = await Disordered();
        using var stop = new CancellationTokenSource();
        history.Tender.Compactor.Reached = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => history.Tender.Tend(stop.Token));

        Assert.Equal([1, 3, 10, 8], await folder.Numbers());
        Assert.Contains("2026-11-03.raw.duckdb", folder.Days);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp*"));
    }

    [Fact]
    public async Task Values_of_every_kind_are_kept()
    {
        TwinValue[] values =
        [
            TwinValue.Of(-1.25e-300), TwinValue.Of(true), TwinValue.OfCode("đỏ"), TwinValue.OfText(""), TwinValue.OfPosition(106.7, 10.77),
        ];
        var history = await folder.Open();
        await history.Append(2, Batch([.. values.Select((value, i) => Row(i, i, 0) with { Value = value, Quality = Quality.Late })]), 100);
        var before = await history.Query(Question());

        Assert.Equal(0, await history.Tender.Tend(default));

        Assert.Contains(First, folder.Days);
        Assert.Equal(before.Points.AsEnumerable(), (await history.Query(Question())).Points);
    }

    private static IEnumerable<HistoryRow> Rows =>
    [
        Row(1, 3000, 8), Row(2, 0, 1), Row(3, 1000, 2), Row(4, 0, 4), Row(5, 0, 1), Row(6, 0, 1), Row(7, 1000, 3), Row(8, 2000, 10),
        Row(9, 1000, 3), Row(10, 3000, 8),
    ];

    /// <summary>Four moments of one channel, told ten times: 1, 3, 10, 8 count.</summary>
    private async Task<DuckDbHistory> Disordered()
    {
        var history = await folder.Open();
        await history.Append(2, Batch(Rows), 10);
        return history;
    }

    private long Count(string name, string what)
    {
        using var connection = new DuckDBConnection($"DataSource={folder.File(name)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {what}";
        return (long)command.ExecuteScalar()!;
    }
}
