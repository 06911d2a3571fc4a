using CityActors.Domain.Kpis;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Kpis;

public sealed class InterpolationTests
{
    private static readonly string[] Pollutants = ["o3", "o3-8h", "co", "so2", "no2", "pm10", "pm25"];

    [Theory]
    [InlineData("pm25", 0, 0)]
    [InlineData("pm25", 25, 50)]
    [InlineData("pm25", 25.04, 50)] // bounds join: there is no step from 50 to 51
    [InlineData("pm10", 250, 150)]
    [InlineData("co", 10_000, 50)]
    [InlineData("so2", 2_630, 500)]
    [InlineData("so2", 9_999, 500)] // beyond the table it stays the highest
    [InlineData("o3-8h", 400, 300)]
    public void Break_points_give_their_index(string pollutant, double concentration, double index) =>
        Assert.Equal(index, VnAqiTable.Of(VnAqiTable.Named(pollutant), concentration));

    [Theory]
    [InlineData("o3-8h", 400.1)] // the line of ozone over eight hours ends before the table does
    [InlineData("pm25", -0.1)]
    [InlineData("pm25", double.NaN)]
    [InlineData("pm25", double.NegativeInfinity)]
    public void Where_there_is_no_line_there_is_no_index(string pollutant, double concentration) =>
        Assert.True(double.IsNaN(VnAqiTable.Of(VnAqiTable.Named(pollutant), concentration)));

    [Fact]
    public void Columns_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(static () => Interpolation.At([0, 1], [0], 0.5));

    [Fact]
    public void Numbers_too_large_for_decimals_are_reckoned_too() =>
        Assert.Equal(5e29, Interpolation.At([0, 1e30], [0, 1e30], 5e29), 1e15);

    [Property(MaxTest = 500)]
    public void More_of_a_pollutant_never_gives_a_lower_index(int seed)
    {
        var random = new Random(seed);
        var points = VnAqiTable.Named(Pollutants[random.Next(Pollutants.Length)]);
        var most = points.Where(static point => !double.IsNaN(point)).Max();
        var (less, more) = (random.NextDouble() * most, random.NextDouble() * most);
        (less, more) = (Math.Min(less, more), Math.Max(less, more));

        Assert.True(Interpolation.At(points, VnAqiTable.Index, less) <= Interpolation.At(points, VnAqiTable.Index, more));
    }
}
