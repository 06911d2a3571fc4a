using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>Traffic, buses, lights and parking.</summary>
internal sealed class StreetSignals(CityPlan plan)
{
    private const double KmhPerMps = 3.6;
    private const double SpotMinutes = 45;
    private const double BusPlaces = 60;

    private readonly Dictionary<int, Route> routes = [];

    /// <summary>A loop: vehicles an hour, share of time occupied, mean speed (km/h). A street without a vehicle has no speed.</summary>
    public ChannelValue[] Loop(int number, DateTimeOffset at, double rain)
    {
        var dice = new Dice(plan.Seed, DiceSubject.Device, number);
        var capacity = dice.Between(300, 1_500);
        var share = Math.Clamp(DailyPattern.Traffic(at) * (1 + (0.35 * Wander(EntityKind.TrafficLoop, number, at, 0.12))), 0, 1);
        var intensity = Math.Round(capacity * share / 60) * 60;
        var occupancy = Math.Clamp(0.02 + (0.5 * share * share), 0, 1);
        var congested = occupancy > 0.35;
        if (intensity == 0)
        {
            return [new("intensity", 0.0), new("occupancy", 0.0), new("congested", false)];
        }

        var speed = Math.Max(4, (dice.Between(36, 58) * (1 - (0.75 * share * share))) - Math.Min(12, rain / 4));
        return
        [
            new("intensity", intensity), new("occupancy", Math.Round(occupancy, 3)),
            new("averageVehicleSpeed", Math.Round(speed, 1)), new("congested", congested),
        ];
    }

    /// <summary>
    /// A bus: where it is, how fast (km/h), which way (degrees from north), and how many are in it. It goes up and down its street.
    /// </summary>
    public ChannelValue[] Bus(int number, DateTimeOffset at)
    {
        var route = RouteOf(TrafficThings.BusStreet(plan, number));
        var dice = new Dice(plan.Seed, DiceSubject.Device, (1L << 40) | (uint)number);
        var mean = dice.Between(5, 8.5);
        var start = dice.Between(0, 2 * route.Length);
        var rhythm = 2 * Math.PI / dice.Between(70, 130);

        // Stop and go: the way is the integral of mean + 0.95 mean cos, so that place and speed agree.
        var seconds = (at - LocalTime.Epoch).TotalSeconds;
        var way = (start + (mean * seconds) + (0.95 * mean / rhythm * Math.Sin(rhythm * seconds))) % (2 * route.Length);
        var speed = mean + (0.95 * mean * Math.Cos(rhythm * seconds));
        var isBack = way > route.Length;
        var (place, heading) = route.At(isBack ? (2 * route.Length) - way : way);
        return
        [
            new("location", TwinValue.OfPosition(place.Longitude, place.Latitude)),
            new("speed", Math.Round(speed * KmhPerMps, 1)), new("heading", Math.Round(isBack ? (heading + 180) % 360 : heading, 1)),
            new("passengers", Passengers(number, at)),
        ];
    }

    /// <summary>A camera: whether it works, whether something stands before it, and how many people it counts.</summary>
    public ChannelValue[] Camera(int number, DateTimeOffset at)
    {
        var wander = Wander(EntityKind.Camera, number, at, 2);
        if (wander <= -0.93)
        {
            return [new("on", false)];
        }

        var most = new Dice(plan.Seed, DiceSubject.Device, (3L << 40) | (uint)number).Between(15, 140);
        var people = most * DailyPattern.Day(at) * (1 + (0.3 * Wander(EntityKind.Camera, number, at, 0.3)));
        return [new("on", true), new("viewBlocked", wander > 0.97), new("peopleCount", Math.Round(Math.Max(0, people)))];
    }

    /// <summary>A street light: state, power (W), voltage (V).</summary>
    public ChannelValue[] Light(int number, DateTimeOffset at)
    {
        var dice = new Dice(plan.Seed, DiceSubject.Device, (2L << 40) | (uint)number);
        var isBroken = dice.Next() < 0.01;
        var isOn = DailyPattern.IsDark(at) && !isBroken;
        return
        [
            new("powerState", isOn ? "on" : "off"), new("status", isBroken ? "defectiveLamp" : "ok"),
            new("powerConsumption", isOn ? Math.Round(dice.Between(60, 120)) : 0.0),
            new("voltage", Math.Round(224 + (5 * Wander(EntityKind.Streetlight, number, at, 1)), 1)),
        ];
    }

    /// <summary>A car park: free and taken spots.</summary>
    public ChannelValue[] Parking(int number, DateTimeOffset at)
    {
        var total = TrafficThings.ParkingSpots(plan, number);
        var share = Math.Clamp(DailyPattern.Day(at) + (0.15 * Wander(EntityKind.Parking, number, at, 0.7)), 0, 1);
        var occupied = Math.Round(total * share);
        return
        [
            new("availableSpotNumber", total - occupied), new("occupiedSpotNumber", occupied), new("status", share < 1 ? "open" : "full"),
        ];
    }

    /// <summary>A parking spot: taken or free; a car stays for three quarters of an hour.</summary>
    public ChannelValue[] Spot(int number, DateTimeOffset at)
    {
        var stay = (long)((at - LocalTime.Epoch).TotalMinutes / SpotMinutes);
        var isTaken = new Dice(plan.Seed + number, DiceSubject.Signal, stay).Next() < DailyPattern.Day(at);
        return [new("status", isTaken ? "occupied" : "free")];
    }

    private double Passengers(int number, DateTimeOffset at)
    {
        var share = 0.1 + (0.75 * DailyPattern.Traffic(at)) + (0.2 * Wander(EntityKind.Bus, number, at, 0.25));
        return Math.Round(BusPlaces * Math.Clamp(share, 0, 1));
    }

    private double Wander(EntityKind kind, int number, DateTimeOffset at, double hours) =>
        SmoothNoise.At(plan.Seed, DiceSubject.Signal, ((long)kind << 44) | (uint)number, LocalTime.Hours(at) / hours);

    private Route RouteOf(int street)
    {
        if (!routes.TryGetValue(street, out var route))
        {
            routes.Add(street, route = new Route(plan.Streets.StreetLine(street)));
        }

        return route;
    }
}
