using CityActors.Domain.Kpis;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Kpis;

public sealed class NowCastTests
{
    private const double None = double.NaN;

    [Theory]
    [InlineData(new[] { 10, 20, None }, true)]
    [InlineData(new[] { 10, None, 30.0 }, true)]
    [InlineData(new[] { None, 20, 30.0 }, true)]
    [InlineData(new[] { 10, None, None, 40, 50, 60 }, false)]
    [InlineData(new[] { None, None, 30.0, 40, 50, 60 }, false)]
    [InlineData(new double[0], false)]
    [InlineData(new[] { 10.0 }, false)]
    [InlineData(new[] { 10.0, 20 }, true)]
    public void Two_of_the_newest_three_hours_are_needed(double[] newestFirst, bool isThere) =>
        Assert.Equal(isThere, !double.IsNaN(NowCast.Of(newestFirst)));

    [Fact]
    public void Steady_air_gives_the_mean() => Assert.Equal(30, NowCast.Of([.. Enumerable.Repeat(30.0, 12)]), 1e-12);

    [Fact]
    public void Clean_air_gives_nothing_but_zero() => Assert.Equal(0, NowCast.Of([.. Enumerable.Repeat(0.0, 12)]));

    [Fact]
    public void Above_one_half_an_hour_without_a_value_leaves_the_divisor_too() =>
        Assert.Equal((40 + (0.8 * 0.8 * 50)) / (1 + (0.8 * 0.8)), NowCast.Of([40, None, 50]), 1e-12);

    [Fact]
    public void At_one_half_the_weights_are_not_divided_and_a_missing_hour_weighs_nothing()
    {
        Assert.Equal((0.5 * 100) + (0.25 * 10) + (0.125 * 50), NowCast.Of([100, 10, 50]), 1e-12);
        Assert.Equal((0.5 * 100) + (0.125 * 50), NowCast.Of([100, None, 50]), 1e-12);
        Assert.Equal(0.25 * 10 + 0.125 * 100, NowCast.Of([None, 10, 100]), 1e-12);
    }

    [Fact]
    public void A_ratio_of_exactly_one_half_is_treated_as_one_half() =>
        Assert.Equal((0.5 * 50) + (0.25 * 100), NowCast.Of([50, 100]), 1e-12);

    [Fact]
    public void What_lies_beyond_twelve_hours_does_not_count()
    {
        var twelve = Enumerable.Range(0, 12).Select(static hour => 20.0 + hour).ToArray();

        Assert.Equal(NowCast.Of(twelve), NowCast.Of([.. twelve, 500, 1]));
    }

    [Property(MaxTest = 300)]
    public void It_never_leaves_what_was_measured(int seed)
    {
        var random = new Random(seed);
        var hours = Enumerable.Range(0, 12).Select(hour => random.Next(4) == 0 ? None : random.NextDouble() * 300).ToArray();
        var known = hours.Where(static hour => !double.IsNaN(hour)).ToArray();

        var nowCast = NowCast.Of(hours);

        Assert.Equal(hours.Take(3).Count(static hour => !double.IsNaN(hour)) < 2, double.IsNaN(nowCast));
        Assert.True(double.IsNaN(nowCast) || (nowCast >= 0 && nowCast <= known.Max() + 1e-9));
    }

    [Property(MaxTest = 300)]
    public void Dirtier_air_in_all_hours_never_gives_less(int seed, byte factor)
    {
        var random = new Random(seed);
        var hours = Enumerable.Range(0, 12).Select(hour => random.Next(5) == 0 ? None : random.NextDouble() * 300).ToArray();
        var more = 1 + (factor / 64.0);

        var nowCast = NowCast.Of(hours);
        var dirtier = NowCast.Of([.. hours.Select(hour => hour * more)]);

        Assert.True(double.IsNaN(nowCast) == double.IsNaN(dirtier));
        Assert.True(double.IsNaN(nowCast) || Math.Abs(dirtier - (nowCast * more)) <= 1e-6 * (1 + dirtier));
    }
}
