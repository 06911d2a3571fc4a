using CityActors.Simulators.Load;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Simulators.Tests.Load;

public sealed class OpenLoopTests
{
    [Fact]
    public void A_hundred_a_second_are_ten_milliseconds_apart_however_late_one_looks()
    {
        var time = new FakeTimeProvider();
        var loop = new OpenLoop(time.GetTimestamp(), time.TimestampFrequency, 100);
        Assert.Equal(1, loop.Due(time.GetTimestamp()));
        time.Advance(TimeSpan.FromMilliseconds(9.999));
        Assert.Equal(1, loop.Due(time.GetTimestamp()));
        time.Advance(TimeSpan.FromMilliseconds(0.001));
        Assert.Equal(2, loop.Due(time.GetTimestamp()));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1_002, loop.Due(time.GetTimestamp()));
        Assert.Equal(TimeSpan.FromMilliseconds(10), loop.Until(1_002, time.GetTimestamp()));
        Assert.Equal(TimeSpan.Zero, loop.Until(3, time.GetTimestamp()));
    }

    [Fact]
    public void Delays_count_from_the_moment_a_reading_was_due()
    {
        var time = new FakeTimeProvider();
        var loop = new OpenLoop(time.GetTimestamp(), time.TimestampFrequency, 2);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(6.5), time.GetElapsedTime(loop.DueAt(1)));
    }

    [Fact]
    public void Before_the_start_nothing_is_due() => Assert.Equal(0, new OpenLoop(1_000, 1_000, 5).Due(999));

    [Property]
    public Property What_is_due_agrees_with_when_it_is_due() => Prop.ForAll(
        Gen.Choose(1, 5_000_000).ToArbitrary(), Gen.Choose(0, 2_000_000_000).ToArbitrary(),
        static (rate, now) =>
        {
            var loop = new OpenLoop(17, 10_000_000, rate / 7.0);
            var due = loop.Due(now + 17);
            return due >= 1 && loop.DueAt(due - 1) <= now + 17 && loop.DueAt(due) > now + 17;
        });
}
