using CityActors.Domain.Kpis;
using CityActors.Kpis;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Kpis;

public sealed class KpiBandsTests
{
    [Theory]
    [InlineData(KpiDirection.AtLeast, 40.0, KpiBand.Good)]
    [InlineData(KpiDirection.AtLeast, 39.9, KpiBand.Warning)]
    [InlineData(KpiDirection.AtLeast, 25.0, KpiBand.Warning)]
    [InlineData(KpiDirection.AtLeast, 24.9, KpiBand.Bad)]
    [InlineData(KpiDirection.AtMost, 40.0, KpiBand.Good)]
    [InlineData(KpiDirection.AtMost, 40.1, KpiBand.Warning)]
    [InlineData(KpiDirection.AtMost, 60.0, KpiBand.Warning)]
    [InlineData(KpiDirection.AtMost, 60.1, KpiBand.Bad)]
    [InlineData(KpiDirection.AtMost, null, KpiBand.Grey)]
    [InlineData(KpiDirection.AtMost, double.NaN, KpiBand.Grey)]
    public void A_value_on_a_bound_is_in_the_better_band(KpiDirection direction, double? value, KpiBand band)
    {
        var warning = direction == KpiDirection.AtLeast ? 25 : 60;

        Assert.Equal(band, new KpiBands(direction, 40, warning, null).Of(value));
    }

    [Fact]
    public void A_value_without_bands_is_neither_good_nor_bad() =>
        Assert.Equal(KpiBand.Unbanded, new KpiBands(KpiDirection.AtLeast, null, null, 40).Of(10));

    [Fact]
    public void Without_a_warning_bound_what_is_not_good_is_bad() =>
        Assert.Equal(KpiBand.Bad, new KpiBands(KpiDirection.AtLeast, 40, null, null).Of(39));

    [Theory]
    [InlineData(KpiDirection.AtLeast, 90.0, 90.0, true)]
    [InlineData(KpiDirection.AtLeast, 90.0, 89.0, false)]
    [InlineData(KpiDirection.AtMost, 90.0, 89.0, true)]
    [InlineData(KpiDirection.AtMost, 90.0, null, null)]
    [InlineData(KpiDirection.AtMost, null, 1.0, null)]
    public void A_target_is_met_on_its_wanted_side(KpiDirection direction, double? target, double? value, bool? isMet) =>
        Assert.Equal(isMet, new KpiBands(direction, null, null, target).Meets(value));

    [Theory]
    [InlineData(KpiDirection.AtLeast, 40.0, 25.0, true)]
    [InlineData(KpiDirection.AtLeast, 25.0, 40.0, false)]
    [InlineData(KpiDirection.AtMost, 25.0, 40.0, true)]
    [InlineData(KpiDirection.AtMost, 40.0, 25.0, false)]
    [InlineData(KpiDirection.AtMost, null, 25.0, false)]
    [InlineData(KpiDirection.AtMost, 25.0, null, true)]
    public void Bounds_in_the_wrong_order_are_told(KpiDirection direction, double? good, double? warning, bool areInOrder) =>
        Assert.Equal(areInOrder, new KpiBands(direction, good, warning, null).AreInOrder);

    [Property(MaxTest = 300)]
    public void A_better_value_is_never_in_a_worse_band(int one, int other, int good, byte gap, bool isAtLeast)
    {
        var direction = isAtLeast ? KpiDirection.AtLeast : KpiDirection.AtMost;
        var bands = new KpiBands(direction, good, isAtLeast ? (double)good - gap : (double)good + gap, null);
        var (worse, better) = isAtLeast == one < other ? (one, other) : (other, one);

        Assert.True(bands.Of(better) <= bands.Of(worse));
    }
}
