using CityActors.Domain.Kpis;

namespace CityActors.Domain.Tests.Kpis;

/// <summary>The worked examples of QĐ 1459/QĐ-TCMT, 2.2.2.a and 2.3.</summary>
public sealed class OfficialExamplesTests
{
    private static readonly double[] Pm25NewestLast =
        [26.9, 24.7, 20.5, 23.5, 19.5, 16.5, 19.0, 16.5, 20.3, 22.4, 19.6, 20.6];

    // 18:00 of the day before to 00:00 at the end of the day.
    private static readonly double[] Ozone =
    [
        15.7, 14.2, 17.7, 18.9, 19.3, 15.7, 19.7, 22.6, 27.1, 29.0, 31.9, 25.3, 34.7, 35.2, 41.6, 45.7, 49.2, 55.8, 69.6, 78.3, 91.5, 97.7,
        81.2, 71.8, 43.5, 34.3, 21.5, 20.5, 19.4, 20.4, 21.3,
    ];

    private static readonly double[] OzoneEightHours =
    [
        18.0, 19.4, 21.2, 23.0, 23.8, 25.8, 28.2, 30.9, 33.8, 36.6, 39.9, 44.7, 51.3, 58.4, 66.2, 71.1, 74.4, 73.7, 71.0, 65.0, 57.8, 48.7,
        39.1, 31.6,
    ];

    [Fact]
    public void The_NowCast_of_the_example_is_the_printed_one()
    {
        var nowCast = NowCast.Of([.. Pm25NewestLast.Reverse()]);

        Assert.Equal(20.27, nowCast, 0.005);
        Assert.Equal(20.3, Rounding.HalfUp(nowCast, 1));
        Assert.Equal(41, VnAqiTable.Of(VnAqiTable.Pm25, nowCast));
    }

    [Theory]
    [InlineData("o3", 136.1, 43)]
    [InlineData("pm25", 20.3, 41)]
    [InlineData("o3-8h", 89.3, 45)]
    [InlineData("o3", 114.6, 36)]
    [InlineData("no2", 130.8, 65)]
    [InlineData("pm25", 55.7, 110)] // 109.5: a half goes up
    public void The_index_of_a_pollutant_is_the_printed_one(string pollutant, double concentration, double index) =>
        Assert.Equal(index, VnAqiTable.Of(VnAqiTable.Named(pollutant), concentration));

    /// <summary>The decision prints 60; its own formula gives 59.35. The formula is followed.</summary>
    [Fact]
    public void The_index_of_nitrogen_dioxide_follows_the_formula_and_not_the_misprint()
    {
        Assert.Equal(59.35, Interpolation.At(VnAqiTable.No2, VnAqiTable.Index, 118.7), 1e-12);
        Assert.Equal(59, VnAqiTable.Of(VnAqiTable.No2, 118.7));
    }

    [Fact]
    public void The_index_of_the_example_day_is_that_of_fine_dust()
    {
        double[] indices =
        [
            VnAqiTable.Of(VnAqiTable.OzoneEightHours, 89.3), VnAqiTable.Of(VnAqiTable.OzoneHour, 114.6),
            VnAqiTable.Of(VnAqiTable.No2, 130.8), VnAqiTable.Of(VnAqiTable.Pm25, 55.7),
        ];

        Assert.Equal(110, indices.Max());
        Assert.Equal(3, Array.IndexOf(indices, indices.Max()));
    }

    [Fact]
    public void A_half_is_reckoned_exactly() =>
        Assert.Equal(109.5, Interpolation.At(VnAqiTable.Pm25, VnAqiTable.Index, 55.7));

    /// <summary>Twenty-four windows a day; those of the first hours reach back into the day before.</summary>
    [Fact]
    public void Ozone_over_eight_hours_is_the_printed_one_in_every_hour_of_the_day()
    {
        var means = Enumerable.Range(0, 24).Select(hour => Ozone.Skip(hour).Take(8).Average()).ToArray();

        // The hours are printed rounded, so what was printed of their means may be off by one in its last digit.
        Assert.All(OzoneEightHours.Zip(means), static hour => Assert.Equal(hour.First, hour.Second, 0.07));
        Assert.Equal(74.4, Rounding.HalfUp(means.Max(), 1));
    }
}
