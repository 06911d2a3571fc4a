using CityActors.Simulators.Scorecards;

namespace CityActors.Simulators.Tests.Scorecards;

public sealed class NumberSetTests
{
    [Fact]
    public void Numbers_are_in_it_once_added_and_added_once()
    {
        var set = new NumberSet(130);
        foreach (var number in new long[] { 0, 63, 64, 129 })
        {
            Assert.False(set.Has(number));
            Assert.True(set.Add(number));
            Assert.False(set.Add(number));
            Assert.True(set.Has(number));
        }

        Assert.False(set.Has(1));
        Assert.False(set.Has(-1));
        Assert.False(set.Has(130));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(130));
    }
}
