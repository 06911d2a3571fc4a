using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet;

namespace CityActors.Simulators.Tests.Fleet;

public sealed class FleetScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);
    private static readonly FleetDevice Loop = new(EntityKind.TrafficLoop, 7, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(13));

    [Fact]
    public void The_first_report_is_the_newest_that_was_due()
    {
        var schedule = new FleetSchedule([Loop], Now);
        Assert.True(schedule.TryTake(Now, out var device, out var sequence));
        Assert.Equal(Loop, device);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 2, 59, 13, TimeSpan.Zero), device.Due(sequence));
        Assert.False(schedule.TryTake(Now, out _, out _));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 3, 0, 13, TimeSpan.Zero), schedule.Next);
    }

    [Fact]
    public void Numbers_go_on_after_a_restart()
    {
        var before = new FleetSchedule([Loop], Now);
        Assert.True(before.TryTake(Now, out _, out var first));
        var after = new FleetSchedule([Loop], Now.AddSeconds(60));
        Assert.True(after.TryTake(Now.AddSeconds(60), out _, out var second));
        Assert.Equal(first + 1, second);
    }

    [Fact]
    public void What_was_due_meanwhile_is_made_good_in_order()
    {
        var schedule = new FleetSchedule([Loop], Now);
        var later = Now.AddMinutes(5);
        var numbers = new List<uint>();
        while (schedule.TryTake(later, out _, out var sequence))
        {
            numbers.Add(sequence);
        }

        Assert.Equal(6, numbers.Count);
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(0, schedule.LeftOut);
    }

    [Fact]
    public void What_is_overdue_for_too_long_is_left_out_and_counted()
    {
        var schedule = new FleetSchedule([Loop], Now);
        var later = Now.AddHours(1);
        var taken = 0;
        while (schedule.TryTake(later, out _, out _))
        {
            taken++;
        }

        Assert.Equal(1, taken);
        Assert.Equal(60, schedule.LeftOut);
    }
}
