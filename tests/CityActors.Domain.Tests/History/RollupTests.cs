using CityActors.Domain.History;
using CityActors.History;
using CityActors.Twins;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.History;

public sealed class RollupTests
{
    [Property]
    public void Merge_in_any_order_and_grouping_gives_the_same(short[] values, ushort cut)
    {
        var parts = values.Select(static (value, i) => Rollup.Of(i, Value(value))).ToList();
        var whole = parts.Aggregate(default(Rollup), static (a, b) => Rollup.Merge(a, b));
        var at = values.Length == 0 ? 0 : cut % values.Length;

        var left = parts.Take(at).Reverse().Aggregate(default(Rollup), static (a, b) => Rollup.Merge(a, b));
        var right = parts.Skip(at).Aggregate(default(Rollup), static (a, b) => Rollup.Merge(b, a));

        Assert.Equal(whole, Rollup.Merge(right, left));
    }

    [Fact]
    public void Answer_of_mixed_kinds_counts_numbers_apart()
    {
        var rollup = Rollup.Merge(
            Rollup.Merge(Rollup.Of(3, TwinValue.OfCode("off")), Rollup.Of(1, TwinValue.Of(4))), Rollup.Of(2, TwinValue.Of(true)));

        Assert.Equal((TwinValue.Of(2.5), 2), rollup.Answer(Aggregate.Mean));
        Assert.Equal((TwinValue.Of(5), 2), rollup.Answer(Aggregate.Sum));
        Assert.Equal((TwinValue.Of(1), 2), rollup.Answer(Aggregate.Min));
        Assert.Equal((TwinValue.Of(4), 2), rollup.Answer(Aggregate.Max));
        Assert.Equal((TwinValue.Of(3), 3), rollup.Answer(Aggregate.Count));
        Assert.Equal((TwinValue.Of(4), 3), rollup.Answer(Aggregate.First));
        Assert.Equal((TwinValue.OfCode("off"), 3), rollup.Answer(Aggregate.Last));
    }

    [Fact]
    public void Answer_without_numbers_is_nothing_but_for_count_first_and_last()
    {
        var rollup = Rollup.Of(1, TwinValue.OfText("ok"));

        Assert.Null(rollup.Answer(Aggregate.Mean));
        Assert.Null(rollup.Answer(Aggregate.Max));
        Assert.Equal((TwinValue.OfText("ok"), 1), rollup.Answer(Aggregate.Last));
        Assert.Null(default(Rollup).Answer(Aggregate.Count));
    }

    [Fact]
    public void Answer_that_no_double_can_hold_is_nothing()
    {
        var rollup = Rollup.Merge(Rollup.Of(1, TwinValue.Of(double.MaxValue)), Rollup.Of(2, TwinValue.Of(double.MaxValue)));

        Assert.Null(rollup.Answer(Aggregate.Sum));
        Assert.Equal((TwinValue.Of(double.MaxValue), 2), rollup.Answer(Aggregate.Max));
    }

    private static TwinValue Value(short value) => (value % 3) switch
    {
        0 => TwinValue.OfCode("c"),
        1 => TwinValue.Of(value > 0),
        _ => TwinValue.Of(value),
    };
}
