using CityActors.Domain.History;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.History;

public sealed class ThinningTests
{
    [Property]
    public void LargestTriangle_keeps_first_and_last_and_order_within_the_limit(int[] steps, short[] values, ushort limit)
    {
        var (at, line) = Line(steps, values);
        var most = 1 + (limit % 40);

        var picked = LargestTriangle.Pick(at, line, most);

        Assert.Equal(Math.Min(most, at.Length), picked.Length);
        Assert.Equal(picked.Distinct().Order(), picked);
        Assert.All(picked, i => Assert.InRange(i, 0, at.Length - 1));
        if (at.Length > 0)
        {
            Assert.Equal(at.Length - 1, picked[^1]);
            Assert.True(most == 1 || picked[0] == 0);
        }
    }

    [Property]
    public void SmallestAndLargest_keeps_the_extremes_of_every_bucket_within_the_limit(short[] values, ushort limit)
    {
        var line = values.Select(static value => (double)value).ToArray();
        var most = 2 + (limit % 40);

        var picked = SmallestAndLargest.Pick(line, most);

        Assert.InRange(picked.Length, 0, most);
        Assert.Equal(picked.Distinct().Order(), picked);
        if (line.Length <= most)
        {
            Assert.Equal(line.Length, picked.Length);
            return;
        }

        for (var bucket = 0; bucket < most / 2; bucket++)
        {
            var (from, to) = SmallestAndLargest.Bucket(line.Length, most / 2, bucket);
            var kept = picked.Where(i => i >= from && i < to).Select(i => line[i]).ToList();
            Assert.Equal(line[from..to].Min(), kept.Min());
            Assert.Equal(line[from..to].Max(), kept.Max());
        }
    }

    [Fact]
    public void LargestTriangle_keeps_the_one_spike_of_a_flat_line()
    {
        var at = Enumerable.Range(0, 1000).Select(static i => i * 1000L).ToArray();
        var line = new double[1000];
        line[417] = 50;

        Assert.Contains(417, LargestTriangle.Pick(at, line, 20));
    }

    [Fact]
    public void LargestTriangle_of_numbers_near_the_largest_stays_within_the_limit()
    {
        var at = Enumerable.Range(0, 100).Select(static i => (long)i).ToArray();
        var line = at.Select(static i => i % 2 == 0 ? double.MaxValue : double.MinValue).ToArray();

        Assert.Equal(10, LargestTriangle.Pick(at, line, 10).Distinct().Count());
    }

    private static (long[] At, double[] Line) Line(int[] steps, short[] values)
    {
        var count = Math.Min(steps.Length, values.Length);
        var at = new long[count];
        for (var i = 0; i < count; i++)
        {
            at[i] = (i == 0 ? 0 : at[i - 1]) + (steps[i] & 0xFFFF);
        }

        return (at, [.. values.Take(count).Select(static value => (double)value)]);
    }
}
