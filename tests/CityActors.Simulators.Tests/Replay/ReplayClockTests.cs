using CityActors.Simulators.Replay;

namespace CityActors.Simulators.Tests.Replay;

public sealed class ReplayClockTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 11, 25, 7, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Zero_of_a_file_stands_for_the_epoch()
    {
        var clock = new ReplayClock(isDated: false, Epoch, 0);
        Assert.Equal(Epoch.AddMinutes(1).ToUnixTimeMilliseconds(), clock.ObservedAtMs(60_000));
        Assert.Equal(Epoch, clock.Declared(60_000));
    }

    [Fact]
    public void Dates_stand_for_themselves_unless_an_epoch_is_said()
    {
        var dated = new ReplayClock(true, null, 0);
        Assert.Equal(1_451_577_600_000, dated.ObservedAtMs(1_451_577_600_000));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_451_577_600_000), dated.Declared(1_451_577_600_000));
        var moved = new ReplayClock(true, Epoch, 0);
        Assert.Equal(Epoch.ToUnixTimeMilliseconds(), moved.ObservedAtMs(1_451_577_600_000));
        Assert.Equal(Epoch.AddHours(1).ToUnixTimeMilliseconds(), moved.ObservedAtMs(1_451_581_200_000));
    }

    [Fact]
    public void Speed_is_seconds_of_the_file_in_a_second()
    {
        var clock = new ReplayClock(false, Epoch, 20);
        Assert.Equal(TimeSpan.Zero, clock.After(5_000));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.After(65_000));
        Assert.Equal(TimeSpan.Zero, new ReplayClock(false, Epoch, 0).After(65_000));
    }
}
