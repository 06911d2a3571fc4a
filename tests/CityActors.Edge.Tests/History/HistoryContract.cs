using CityActors.Grains.History;
using CityActors.History;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.History;

/// <summary>What every history must do, whatever keeps it.</summary>
public abstract class HistoryContract
{
    /// <summary>Generation that positions tell.</summary>
    internal const int Generation = 3;

    /// <summary>A twin with channels of its own in every test.</summary>
    protected const string Twin = "urn:ngsi-ld:TrafficSensor:n1";

    /// <summary>The moment at which tests begin.</summary>
    internal static readonly DateTimeOffset Start = new(2026, 11, 3, 10, 0, 0, TimeSpan.Zero);

    /// <summary>An empty history; the same during a test.</summary>
    protected abstract IHistory History { get; }

    /// <summary>Closes and opens again.</summary>
    protected abstract Task Reopen();

    [Fact]
    public async Task Watermark_of_an_unknown_partition_is_minus_one() => Assert.Equal(-1, await History.Watermark(7));

    [Fact]
    public async Task Append_keeps_rows_and_watermark_over_a_restart()
    {
        await History.Append(2, Batch(Row(5, 0, 20.5)), 9);

        await Reopen();

        Assert.Equal(9, await History.Watermark(2));
        Assert.Equal(-1, await History.Watermark(1));
        var series = await Raw();
        Assert.Equal("°C", series.Unit);
        Assert.Equal(1, series.Total);
        Assert.Equal(
            new HistoryPoint(Start, TwinValue.Of(20.5), Quality.Good, 1, new LogPosition(Generation, 2, 5)), Assert.Single(series.Points));
    }

    [Fact]
    public async Task Append_of_nothing_moves_the_watermark()
    {
        await History.Append(0, new HistoryBatch(), 12);

        Assert.Equal(12, await History.Watermark(0));
    }

    [Fact]
    public async Task Append_again_stores_nothing_twice()
    {
        await History.Append(2, Batch(Row(1, 0, 1), Row(2, 1000, 2)), 2);
        await History.Append(2, Batch(Row(1, 0, 1), Row(2, 1000, 2), Row(3, 2000, 3)), 3);
        await History.Append(2, Batch(Row(1, 0, 9)), 1);

        Assert.Equal(3, await History.Watermark(2));
        Assert.Equal([1, 2, 3], Numbers(await Raw()));
    }

    [Fact]
    public async Task Query_of_an_unknown_channel_gives_nothing()
    {
        await History.Append(2, Batch(Row(1, 0, 1)), 1);

        var series = await History.Query(Question() with { Channel = "other" });

        Assert.Empty(series.Points);
        Assert.Null(series.Unit);
        Assert.Equal(0, series.Total);
    }

    [Fact]
    public async Task Query_gives_the_span_from_its_start_on_and_before_its_end()
    {
        await History.Append(2, Batch(Row(1, -1, 1), Row(2, 0, 2), Row(3, 999, 3), Row(4, 1000, 4)), 4);

        Assert.Equal([2, 3], Numbers(await Raw(Start, Start.AddSeconds(1))));
        Assert.Equal([3], Numbers(await Raw(Start.AddTicks(1), Start.AddSeconds(1))));
        Assert.Equal([2, 3, 4], Numbers(await Raw(Start, Start.AddSeconds(1).AddTicks(1))));
    }

    [Fact]
    public async Task Query_takes_moments_of_any_zone()
    {
        await History.Append(2, Batch(Row(1, 0, 1)), 1);
        var hanoi = Start.ToOffset(TimeSpan.FromHours(7));

        Assert.Equal([1], Numbers(await Raw(hanoi, hanoi.AddMilliseconds(1))));
    }

    [Fact]
    public async Task Query_goes_over_midnight_and_gives_late_readings_in_the_order_of_time()
    {
        var day = 86_400_000L;
        await History.Append(2, Batch(Row(1, day, 2), Row(2, 2 * day, 3), Row(3, 0, 1) with { Quality = Quality.Late }), 3);

        var series = await Raw(Start.AddDays(-1), Start.AddDays(5));

        Assert.Equal([1, 2, 3], Numbers(series));
        Assert.Equal(Quality.Late, series.Points[0].Quality);
    }

    [Fact]
    public async Task Query_gives_values_of_every_kind_as_they_came()
    {
        TwinValue[] values =
        [
            TwinValue.Of(-1.25e-300), TwinValue.Of(double.MaxValue), TwinValue.Of(true), TwinValue.Of(false), TwinValue.OfCode("đỏ"),
            TwinValue.OfText("it's \"so\"\n;"), TwinValue.OfText(""), TwinValue.OfPosition(-179.9999999, -89.9999999),
            TwinValue.OfPosition(106.7, 10.77),
        ];
        await History.Append(2, Batch([.. values.Select((value, i) => Row(i, i, 0) with { Value = value })]), 100);

        Assert.Equal(values, (await Raw()).Points.Select(static point => point.Value));
    }

    [Fact]
    public async Task Rows_of_one_moment_resolve_by_position()
    {
        await History.Append(2, Batch(Row(1, 0, 1), Row(2, 1000, 1), Row(3, 0, 2), Row(4, 1000, 1)), 4);
        await Reopen();
        await History.Append(2, Batch(Row(5, 0, 2), Row(6, 1000, 1) with { Quality = Quality.Late }, Row(7, 0, 1), Row(8, 0, 1)), 8);

        var series = await Raw();

        Assert.Equal([1, 1], Numbers(series));
        Assert.Equal([7, 2], series.Points.Select(static point => (int)point.Position.Sequence));
        Assert.Equal([Quality.Good, Quality.Good], series.Points.Select(static point => point.Quality));
        Assert.Equal(2, series.Total);
    }

    [Fact]
    public async Task Twin_that_was_registered_again_goes_on_in_the_same_line()
    {
        await History.Append(2, Batch(Row(1, 0, 1), Row(2, 1000, 2)), 2);
        var again = Batch(Row(3, 1000, 5), Row(4, 2000, 6));
        again.Channels[0] = again.Channels[0] with { Handle = 40, Unit = "K" };
        for (var i = 0; i < again.Rows.Count; i++)
        {
            again.Rows[i] = again.Rows[i] with { Handle = 40 };
        }

        await History.Append(2, again, 4);

        var series = await Raw();
        Assert.Equal([1, 5, 6], Numbers(series));
        Assert.Equal("K", series.Unit);
        var sum = await History.Query(Question() with { Every = TimeSpan.FromHours(1), Aggregate = Aggregate.Sum });
        Assert.Equal([12], Numbers(sum));
    }

    [Fact]
    public async Task Invalid_readings_are_kept_but_enter_no_aggregate()
    {
        await History.Append(2, Batch(Row(1, 0, 4), Row(2, 1, 900) with { Quality = Quality.Invalid }), 2);

        Assert.Equal(2, (await Raw()).Total);
        var mean = await History.Query(Question() with { Every = TimeSpan.FromMinutes(1), Aggregate = Aggregate.Mean });
        Assert.Equal(
            new HistoryPoint(Start, TwinValue.Of(4), Quality.Good, 1, default), Assert.Single(mean.Points));
    }

    [Fact]
    public async Task Query_without_thinning_is_cut_and_says_so()
    {
        await History.Append(2, Batch([.. Enumerable.Range(0, 50).Select(static i => Row(i, i * 1000, i))]), 50);

        var raw = await History.Query(Question() with { Most = 3 });
        Assert.Equal([0, 1, 2], Numbers(raw));
        Assert.True(raw.Cut);
        Assert.Equal(50, raw.Total);

        var sums = await History.Query(Question() with { Most = 2, Every = TimeSpan.FromSeconds(10), Aggregate = Aggregate.Count });
        Assert.Equal([10, 10], Numbers(sums));
        Assert.True(sums.Cut);
        Assert.Equal(5, sums.Total);
    }

    [Theory]
    [InlineData(Downsampling.LargestTriangle)]
    [InlineData(Downsampling.MinMax)]
    public async Task Query_with_thinning_keeps_spikes_within_the_limit(Downsampling downsampling)
    {
        await History.Append(2, Batch([.. Enumerable.Range(0, 1000).Select(static i => Row(i, i * 1000, i == 617 ? 99 : i % 3))]), 1000);

        var series = await History.Query(Question() with { Most = 20, Downsampling = downsampling });

        Assert.InRange(series.Points.Length, 10, 20);
        Assert.Equal(1000, series.Total);
        Assert.False(series.Cut);
        Assert.Contains(99, Numbers(series));
        Assert.Equal(series.Points.OrderBy(static point => point.At), series.Points);
    }

    [Fact]
    public async Task Batches_of_many_partitions_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(partition =>
        {
            var batch = Batch(Row(1, partition, partition));
            batch.Channels[0] = batch.Channels[0] with { Twin = $"{Twin}-{partition}" };
            return History.Append(partition, batch, 1);
        }));

        for (var partition = 0; partition < 16; partition++)
        {
            Assert.Equal(1, await History.Watermark(partition));
            Assert.Equal([partition], Numbers(await History.Query(Question() with { Twin = $"{Twin}-{partition}" })));
        }
    }

    /// <summary>A row of <see cref="Twin"/>'s channel, observed a while after <see cref="Start"/>.</summary>
    internal static HistoryRow Row(long sequence, long afterMs, double number) => new(
        sequence, 0, 4, Start.ToUnixTimeMilliseconds() + afterMs, Start.ToUnixTimeMilliseconds() + afterMs + 50, TwinValue.Of(number),
        Quality.Good);

    /// <summary>Rows with the name of their channel.</summary>
    internal static HistoryBatch Batch(params IEnumerable<HistoryRow> rows)
    {
        var batch = new HistoryBatch();
        batch.Channels.Add(new HistoryChannel(4, Twin, "temperature", "°C"));
        batch.Rows.AddRange(rows);
        return batch;
    }

    /// <summary>Raw readings of ten days around.</summary>
    internal static HistoryQuery Question() => new(
        Twin, "temperature", Start.AddDays(-5), Start.AddDays(5), null, Aggregate.None, Downsampling.None, 1000, null);

    /// <summary>Numbers of the points.</summary>
    internal static IEnumerable<double> Numbers(HistorySeries series) => series.Points.Select(static point => point.Value.Number);

    private Task<HistorySeries> Raw() => History.Query(Question());

    private Task<HistorySeries> Raw(DateTimeOffset from, DateTimeOffset to) => History.Query(Question() with { From = from, To = to });
}
