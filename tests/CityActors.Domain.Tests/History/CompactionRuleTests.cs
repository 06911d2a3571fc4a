using CityActors.Domain.History;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.History;

public sealed class CompactionRuleTests
{
    [Theory]
    [InlineData(0, 0, true, false)]
    [InlineData(0, 1, true, true)]
    [InlineData(0, 999_999, false, false)]
    [InlineData(0, 1_000_000, false, true)]
    [InlineData(5_000, 99, true, false)]
    [InlineData(5_000, 500, true, true)]
    [InlineData(50_000_000, 4_999_999, true, false)]
    [InlineData(50_000_000, 5_000_000, true, true)]
    [InlineData(50_000_000, 49_999_999, false, false)]
    [InlineData(50_000_000, 50_000_000, false, true)]
    public void Day_is_put_in_order_when_it_pays(long ordered, long added, bool isQuiet, bool expected) =>
        Assert.Equal(expected, CompactionRule.IsDue(ordered, added, 100, isQuiet));

    [Property]
    public bool Work_stays_in_proportion_however_readings_trickle_in(ushort batch, bool isQuiet)
    {
        long ordered = 0, added = 0, moved = 0, came = 0;
        for (var i = 0; i < 2_000; i++)
        {
            (added, came) = (added + batch + 1, came + batch + 1);
            if (CompactionRule.IsDue(ordered, added, 1, isQuiet))
            {
                (ordered, added) = (ordered + added, 0);
                moved += ordered;
            }
        }

        // Growing by a tenth each time, the sizes form a series that sums up to eleven times the last one; the first ones are single.
        return moved <= (12 * came) + (60 * (batch + 1));
    }

    [Property]
    public bool More_readings_never_make_it_less_due(uint ordered, uint added, uint more, ushort least, bool isQuiet) =>
        !CompactionRule.IsDue(ordered, added, least + 1, isQuiet)
        || (CompactionRule.IsDue(ordered, (long)added + more, least + 1, isQuiet)
            && CompactionRule.IsDue(ordered, added, least + 1, isQuiet: true));
}
