using CityActors.Domain.Kpis;

namespace CityActors.Domain.Tests.Kpis;

public sealed class HighestTests
{
    private const double None = double.NaN;

    [Theory]
    [InlineData(new[] { 40.0, 110, 65 }, 1)]
    [InlineData(new[] { None, 12, None }, 1)]
    [InlineData(new[] { 50.0, 50 }, 0)]
    [InlineData(new[] { None, None }, -1)]
    [InlineData(new double[0], -1)]
    public void The_highest_of_those_that_are_there_is_found(double[] values, int which)
    {
        Assert.Equal(which, Highest.Which(values));
        Assert.Equal(which < 0 ? None : values[which], Highest.Of(values));
    }
}
