using CityActors.Simulators.Replay;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityActors.Simulators.Tests.Replay;

public sealed class DeviceNumbersTests
{
    [Property]
    public Property Numbers_of_a_device_grow_and_are_the_same_whenever_it_is_replayed() => Prop.ForAll(
        Gen.Choose(0, 100_000).ListOf().ToArbitrary(),
        static times =>
        {
            var (one, other) = (new DeviceNumbers(), new DeviceNumbers());
            var numbers = times.Select(time => one.Next("a", 1_764_028_800_000 + time, out _)).ToList();
            return numbers.Zip(numbers.Skip(1)).All(static pair => pair.First < pair.Second)
                && numbers.SequenceEqual(times.Select(time => other.Next("a", 1_764_028_800_000 + time, out _)));
        });

    [Fact]
    public void Devices_count_for_themselves_and_are_new_once()
    {
        var numbers = new DeviceNumbers();
        Assert.Equal(5u, numbers.Next("a", 5_000, out var isNew));
        Assert.True(isNew);
        Assert.Equal(6u, numbers.Next("a", 5_000, out isNew));
        Assert.False(isNew);
        Assert.Equal(5u, numbers.Next("b", 5_000, out isNew));
        Assert.True(isNew);
        Assert.Equal(2, numbers.Devices);
    }

    [Fact]
    public void A_later_recording_has_larger_numbers()
    {
        var numbers = new DeviceNumbers();
        var first = numbers.Next("a", 1_764_028_800_000, out _);
        Assert.True(new DeviceNumbers().Next("a", 1_764_028_801_000, out _) > first);
    }
}
