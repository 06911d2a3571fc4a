using CityActors.Domain.Kpis;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Kpis;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(109.5, 0, 110)]
    [InlineData(108.5, 0, 109)] // a banker's rounding would give 108
    [InlineData(59.35, 0, 59)]
    [InlineData(0.285, 2, 0.29)]
    [InlineData(1.005, 2, 1.01)]
    [InlineData(-0.5, 0, 0)]
    [InlineData(-1.5, 0, -1)]
    [InlineData(1e15, 3, 1e15)]
    public void A_half_goes_up(double value, int decimals, double rounded) => Assert.Equal(rounded, Rounding.HalfUp(value, decimals));

    [Fact]
    public void What_is_missing_stays_missing() => Assert.True(double.IsNaN(Rounding.HalfUp(double.NaN)));

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Decimals_out_of_bounds_are_refused(int decimals) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounding.HalfUp(1, decimals));

    [Property(MaxTest = 500)]
    public void Rounding_moves_by_half_a_step_at_most_and_not_again(int whole, byte part)
    {
        var value = whole + (part / 256.0);

        var rounded = Rounding.HalfUp(value);

        Assert.True(Math.Abs(rounded - value) <= 0.5);
        Assert.Equal(rounded, Rounding.HalfUp(rounded));
    }
}
