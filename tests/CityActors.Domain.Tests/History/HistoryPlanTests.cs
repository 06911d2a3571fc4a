using CityActors.Domain.History;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.History;

public sealed class HistoryPlanTests
{
    [Property]
    public void Cut_covers_the_span_once_and_takes_rollups_only_where_they_fit(int from, uint length, byte every, ushort whole)
    {
        long fromMs = from, toMs = from + (long)(length % (HistoryPlan.DayMs * 2));
        long[] widths = [1_000, 7_000, HistoryPlan.MinuteMs, 5 * HistoryPlan.MinuteMs, HistoryPlan.HourMs, 3 * HistoryPlan.HourMs];
        var everyMs = widths[every % widths.Length];
        bool IsWhole(long hour) => ((whole >> (int)(Math.Abs(hour / HistoryPlan.HourMs) % 16)) & 1) == 1;

        var parts = HistoryPlan.Cut(fromMs, toMs, everyMs, IsWhole);

        var at = fromMs;
        foreach (var part in parts)
        {
            Assert.Equal(at, part.FromMs);
            Assert.True(part.ToMs > part.FromMs);
            at = part.ToMs;
            var width = part.Source switch
            {
                HistorySource.Hours => HistoryPlan.HourMs,
                HistorySource.Minutes => HistoryPlan.MinuteMs,
                _ => 1,
            };
            Assert.Equal(0, part.FromMs % width);
            Assert.Equal(0, part.ToMs % width);
            Assert.Equal(0, everyMs % width);
            for (var hour = HistoryPlan.FloorTo(part.FromMs, HistoryPlan.HourMs); hour < part.ToMs; hour += HistoryPlan.HourMs)
            {
                Assert.True(part.Source == HistorySource.Raw || IsWhole(hour));
            }
        }

        Assert.Equal(toMs, Math.Max(at, fromMs));
    }

    [Fact]
    public void Cut_takes_hours_minutes_and_raw_edges()
    {
        const long Hour = HistoryPlan.HourMs, Minute = HistoryPlan.MinuteMs;

        var parts = HistoryPlan.Cut(Minute + 1, (3 * Hour) + 5, Hour, static _ => true);

        Assert.Equal(
            [
                new(HistorySource.Raw, Minute + 1, 2 * Minute), new(HistorySource.Minutes, 2 * Minute, Hour),
                new(HistorySource.Hours, Hour, 3 * Hour), new(HistorySource.Raw, 3 * Hour, (3 * Hour) + 5),
            ],
            parts);
    }

    [Theory]
    [InlineData(-1, 1000, -1000)]
    [InlineData(-1000, 1000, -1000)]
    [InlineData(0, 1000, 0)]
    [InlineData(999, 1000, 0)]
    public void FloorTo_goes_down_also_before_1970(long at, long width, long floor) =>
        Assert.Equal(floor, HistoryPlan.FloorTo(at, width));
}
