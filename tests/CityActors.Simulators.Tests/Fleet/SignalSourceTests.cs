using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet;
using CityActors.Simulators.Fleet.Signals;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Fleet;

public sealed class SignalSourceTests
{
    private static readonly CityPlan Plan = new(42, 1_000);
    private static readonly DateTimeOffset Morning = new(2026, 11, 25, 0, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 11, 24, 19, 0, 0, TimeSpan.Zero);

    private readonly SignalSource signals = new(Plan);

    [Fact]
    public void Every_device_reports_something_at_any_time_and_always_the_same()
    {
        var other = new SignalSource(Plan);
        foreach (var device in FleetDevice.Of(Plan))
        {
            for (var hour = 0; hour < 24; hour += 5)
            {
                var values = signals.Read(device.Kind, device.Number, Morning.AddHours(hour));
                Assert.NotEmpty(values);
                Assert.Equal(values, other.Read(device.Kind, device.Number, Morning.AddHours(hour)));
            }
        }
    }

    [Fact]
    public void Streets_are_full_in_the_morning_and_empty_at_night()
    {
        double Vehicles(DateTimeOffset at) => Enumerable.Range(0, Plan.Count(EntityKind.TrafficLoop))
            .Sum(loop => Number(signals.Read(EntityKind.TrafficLoop, loop, at), "intensity"));
        Assert.True(Vehicles(Morning) > 5 * Vehicles(Night));
    }

    [Fact]
    public void A_street_without_a_vehicle_has_no_speed()
    {
        var empty = FleetDevice.Of(Plan).Where(static device => device.Kind == EntityKind.TrafficLoop)
            .Select(device => signals.Read(device.Kind, device.Number, Night)).Where(static values => Number(values, "intensity") == 0);
        Assert.All(empty, static values => Assert.DoesNotContain(values, static value => value.Channel == "averageVehicleSpeed"));
    }

    [Fact]
    public void Lights_are_on_at_night_only()
    {
        Assert.Equal("on", Light(Night));
        Assert.Equal("off", Light(Morning.AddHours(4)));
        string? Light(DateTimeOffset at) =>
            signals.Read(EntityKind.Streetlight, 3, at).Single(static value => value.Channel == "powerState").Value.Text;
    }

    [Fact]
    public void Buses_move_along_their_street_as_fast_as_they_say()
    {
        for (var bus = 0; bus < Plan.Count(EntityKind.Bus); bus++)
        {
            var (before, after) = (Place(bus, Morning), Place(bus, Morning.AddSeconds(2)));
            Assert.InRange(before.MetresTo(after), 0, 2 * 17);
            var street = Plan.Streets.StreetLine(TrafficThings.BusStreet(Plan, bus));
            Assert.True(street.Zip(street.Skip(1)).Min(part => OffLine(part.First, part.Second, before)) < 1);
        }
    }

    [Fact]
    public void Meters_never_go_back()
    {
        for (var minutes = 0; minutes < 3_000; minutes += 10)
        {
            var (now, next) = (Morning.AddMinutes(minutes), Morning.AddMinutes(minutes + 10));
            Assert.True(Energy(now) < Energy(next));
        }

        double Energy(DateTimeOffset at) => Number(signals.Read(EntityKind.ElectricityMeter, 5, at), "totalActiveEnergyImport");
    }

    private static double OffLine(GeoPoint from, GeoPoint to, GeoPoint place) =>
        from.MetresTo(place) + place.MetresTo(to) - from.MetresTo(to);

    private static double Number(IEnumerable<ChannelValue> values, string channel) =>
        values.Single(value => value.Channel == channel).Value.Number;

    private GeoPoint Place(int bus, DateTimeOffset at)
    {
        var place = signals.Read(EntityKind.Bus, bus, at).Single(static value => value.Value.Kind == ValueKind.Position).Value;
        return new GeoPoint(place.Longitude, place.Latitude);
    }
}
