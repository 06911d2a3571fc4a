using CityActors.Domain.Derivations.Windows;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Derivations;

public sealed class WindowRuleTests
{
    [Theory]
    [InlineData(CalendarUnit.Hour, "2026-03-01T10:00:00+07:00", "2026-03-01T09:00:00+07:00", "2026-03-01T10:00:00+07:00")]
    [InlineData(CalendarUnit.Hour, "2026-03-01T10:00:00.001+07:00", "2026-03-01T10:00:00+07:00", "2026-03-01T11:00:00+07:00")]
    [InlineData(CalendarUnit.Day, "2026-03-02T00:00:00+07:00", "2026-03-01T00:00:00+07:00", "2026-03-02T00:00:00+07:00")]
    [InlineData(CalendarUnit.Day, "2026-03-01T01:00:00+07:00", "2026-03-01T00:00:00+07:00", "2026-03-02T00:00:00+07:00")]
    [InlineData(CalendarUnit.Week, "2026-03-04T12:00:00+07:00", "2026-03-02T00:00:00+07:00", "2026-03-09T00:00:00+07:00")]
    [InlineData(CalendarUnit.Month, "2024-02-10T12:00:00+07:00", "2024-02-01T00:00:00+07:00", "2024-03-01T00:00:00+07:00")]
    [InlineData(CalendarUnit.Quarter, "2026-05-31T23:59:00+07:00", "2026-04-01T00:00:00+07:00", "2026-07-01T00:00:00+07:00")]
    [InlineData(CalendarUnit.Year, "2016-12-31T20:00:00Z", "2017-01-01T00:00:00+07:00", "2018-01-01T00:00:00+07:00")]
    [InlineData(CalendarUnit.Year, "2016-12-31T17:00:00Z", "2016-01-01T00:00:00+07:00", "2017-01-01T00:00:00+07:00")]
    public void Windows_of_the_calendar_lie_at_plus_seven_and_hold_their_end(CalendarUnit unit, string at, string start, string end)
    {
        var rule = WindowRule.Calendar(unit);
        var found = rule.EndOf(Ms(at));
        Assert.Equal(Ms(end), found);
        Assert.Equal(Ms(start), rule.StartOf(found));
    }

    [Fact]
    public void Days_that_tumble_begin_at_midnight_in_Vietnam() => Assert.Equal(
        Ms("2026-03-02T00:00:00+07:00"), WindowRule.Tumbling(86_400_000).EndOf(Ms("2026-03-01T00:00:01+07:00")));

    [Property(MaxTest = 500)]
    public void A_moment_lies_in_the_pane_that_ends_with_its_end(long seed, byte which)
    {
        var rule = Rules[which % Rules.Length];
        var ms = (seed % 4_000_000_000_000) + (which * 1_234_567L);
        var end = rule.EndOf(ms);
        Assert.True(rule.Move(end, -1) < ms && ms <= end);
        Assert.Equal(end, rule.EndOf(end));
        Assert.Equal(end, rule.Move(rule.Move(end, 5), -5));
        Assert.Equal(7, rule.Count(end, rule.Move(end, 7), 100));
        var by = rule.EndBy(ms);
        Assert.True(by <= ms && rule.Move(by, 1) > ms);
    }

    [Fact]
    public void A_step_that_does_not_divide_the_size_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => WindowRule.Sliding(300_000, 70_000));
        Assert.Throws<ArgumentOutOfRangeException>(static () => WindowRule.Sliding(6_500_000, 1_000));
    }

    private static readonly WindowRule[] Rules =
    [
        WindowRule.Tumbling(60_000), WindowRule.Tumbling(86_400_000), WindowRule.Sliding(43_200_000, 3_600_000),
        .. Enum.GetValues<CalendarUnit>().Select(WindowRule.Calendar),
    ];

    private static long Ms(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
