using CityActors.Domain.History;
using CityActors.History;
using CityActors.Silo.History.Reading;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Edge.Tests.History;

/// <summary>Points that pass are thinned as if all of them were there.</summary>
public sealed class SeriesBuilderTests
{
    [Property]
    public void Smallest_and_largest_are_those_of_the_whole_line(short[] values, byte most) =>
        Assert.Equal(
            SmallestAndLargest.Pick([.. values.Select(static value => (double)value)], Most(most)),
            Kept(values, Most(most), Downsampling.MinMax, values.Length));

    [Property]
    public void Largest_triangles_are_those_of_the_whole_line(short[] values, byte most) =>
        Assert.Equal(
            LargestTriangle.Pick(
                [.. values.Select(static (_, i) => (long)i)], [.. values.Select(static value => (double)value)], Most(most)),
            Kept(values, Most(most), Downsampling.LargestTriangle, values.Length));

    [Property]
    public void Wrong_total_still_keeps_the_limit_and_the_order(short[] values, byte most, byte total)
    {
        foreach (var downsampling in Enum.GetValues<Downsampling>())
        {
            var kept = Kept(values, Most(most), downsampling, total);

            Assert.True(kept.Length <= Most(most));
            Assert.Equal(kept.Distinct().Order(), kept);
        }
    }

    [Fact]
    public void Line_too_long_to_be_thinned_as_a_whole_keeps_its_spikes()
    {
        const int Count = (2 * SeriesBuilder.WholeMax) + 7;
        var values = new short[Count];
        (values[123_456], values[654_321]) = (900, -900);

        var kept = Kept(values, 50, Downsampling.LargestTriangle, Count);

        Assert.Equal(50, kept.Length);
        Assert.Contains(123_456, kept);
        Assert.Contains(654_321, kept);
        Assert.Equal((0, Count - 1), (kept[0], kept[^1]));
    }

    private static int Most(byte most) => (most % 20) + 1;

    private static int[] Kept(short[] values, int most, Downsampling downsampling, long total)
    {
        var builder = new SeriesBuilder(total, most, downsampling);
        for (var i = 0; i < values.Length; i++)
        {
            builder.Add(new HistoryPoint(DateTimeOffset.FromUnixTimeMilliseconds(i), TwinValue.Of(values[i]), Quality.Good, 1, default));
        }

        return [.. builder.Build(null).Points.Select(static point => (int)point.At.ToUnixTimeMilliseconds())];
    }
}
