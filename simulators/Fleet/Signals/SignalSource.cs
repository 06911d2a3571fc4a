using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>What a device measures at a moment: a function of seed, device and time, so that nothing has to be remembered.</summary>
internal sealed class SignalSource(CityPlan plan)
{
    private readonly CityWeather weather = new(plan.Seed);
    private readonly StreetSignals street = new(plan);
    private readonly BuildingSignals building = new(plan);

    /// <summary>How often a kind reports; null: it has no device.</summary>
    public static TimeSpan? Period(EntityKind kind) => kind switch
    {
        EntityKind.Bus => TimeSpan.FromSeconds(3),
        EntityKind.NoiseMeter => TimeSpan.FromSeconds(30),
        EntityKind.TrafficLoop or EntityKind.AirStation or EntityKind.RainGauge or EntityKind.TideGauge or EntityKind.WaterLevel
            or EntityKind.Parking or EntityKind.Camera or EntityKind.Gateway => TimeSpan.FromSeconds(60),
        EntityKind.ElectricityMeter or EntityKind.WaterMeter => TimeSpan.FromSeconds(120),
        EntityKind.ParkingSpot => TimeSpan.FromSeconds(180),
        EntityKind.Streetlight or EntityKind.TrafficSignal or EntityKind.MessageSign or EntityKind.Pump or EntityKind.Siren =>
            TimeSpan.FromSeconds(300),
        _ => null,
    };

    /// <summary>What a device measures.</summary>
    public IReadOnlyList<ChannelValue> Read(EntityKind kind, int number, DateTimeOffset at) => kind switch
    {
        EntityKind.Bus => street.Bus(number, at),
        EntityKind.TrafficLoop => street.Loop(number, at, weather.Rain(at)),
        EntityKind.Camera => street.Camera(number, at),
        EntityKind.Streetlight => street.Light(number, at),
        EntityKind.Parking => street.Parking(number, at),
        EntityKind.ParkingSpot => street.Spot(number, at),
        EntityKind.ElectricityMeter => building.Electricity(number, at),
        EntityKind.WaterMeter => building.Water(number, at),
        EntityKind.AirStation => Air(number, at),
        EntityKind.NoiseMeter => Noise(number, at),
        EntityKind.RainGauge => Rain(number, at),
        EntityKind.TideGauge => Tide(number, at),
        EntityKind.WaterLevel => Flood(number, at),
        EntityKind.Gateway => Gateway(number, at),
        EntityKind.TrafficSignal => [new("mode", "automatic"), new("plan", Plan(at))],
        EntityKind.MessageSign => [new("message", weather.Rain(at) > 5 ? "MƯA TO - GIẢM TỐC ĐỘ" : "CHẠY XE AN TOÀN")],
        EntityKind.Pump => Pump(at),
        EntityKind.Siren => [new("state", "silent")],
        _ => [],
    };

    private double Wander(EntityKind kind, int number, DateTimeOffset at, double hours, int channel = 0) => SmoothNoise.At(
        plan.Seed, DiceSubject.Signal, ((long)kind << 44) | ((long)channel << 40) | (uint)number, LocalTime.Hours(at) / hours);

    private ChannelValue[] Air(int number, DateTimeOffset at)
    {
        var washed = 1 - Math.Min(0.6, weather.Runoff(at));
        var traffic = DailyPattern.Traffic(at);
        var pm25 = Math.Max(2, (18 + (30 * traffic) + (14 * Wander(EntityKind.AirStation, number, at, 3))) * washed);
        var no2 = Math.Max(4, 14 + (42 * traffic) + (8 * Wander(EntityKind.AirStation, number, at, 1, 1)));
        var o3 = Math.Max(3, 35 + (38 * Math.Sin((LocalTime.Hour(at) - 8) * Math.PI / 12)) - (12 * traffic));
        return
        [
            new("pm25", Math.Round(pm25, 1)), new("pm10", Math.Round((pm25 * 1.6) + 4, 1)), new("no2", Math.Round(no2, 1)),
            new("o3", Math.Round(o3, 1)), new("temperature", Math.Round(weather.Temperature(at), 1)),
            new("relativeHumidity", Math.Round(weather.Humidity(at), 2)),
        ];
    }

    private ChannelValue[] Noise(int number, DateTimeOffset at)
    {
        var level = 44 + (24 * Math.Sqrt(DailyPattern.Traffic(at))) + (4 * Wander(EntityKind.NoiseMeter, number, at, 0.05));
        var loudest = level + 9 + (4 * Wander(EntityKind.NoiseMeter, number, at, 0.02, 1));
        return [new("LAeq", Math.Round(level, 1)), new("LAmax", Math.Round(loudest, 1))];
    }

    private ChannelValue[] Rain(int number, DateTimeOffset at)
    {
        var here = weather.Rain(at) * (1 + (0.4 * Wander(EntityKind.RainGauge, number, at, 0.4)));
        return
        [
            new("precipitation", Math.Round(Math.Max(0, here), 1)), new("temperature", Math.Round(weather.Temperature(at), 1)),
            new("windSpeed", Math.Round(weather.Wind(at), 1)), new("relativeHumidity", Math.Round(weather.Humidity(at), 2)),
        ];
    }

    private ChannelValue[] Tide(int number, DateTimeOffset at)
    {
        // The tide comes up the river from its mouth in the east: gauges upstream see it later.
        var gauges = plan.Count(EntityKind.TideGauge);
        var level = weather.River(at.AddMinutes(-40.0 * (gauges - 1 - number) / gauges))
            + (0.01 * Wander(EntityKind.TideGauge, number, at, 0.05));
        return [new("waterLevel", Math.Round(level, 3)), new("flow", Math.Round(180 + (140 * weather.Runoff(at)) + (20 * level), 1))];
    }

    private ChannelValue[] Flood(int number, DateTimeOffset at)
    {
        var low = new Dice(plan.Seed, DiceSubject.Signal, number).Next();
        var level = Math.Max(0, (weather.Runoff(at) * low * 0.9) - 0.08) + Math.Max(0, (weather.River(at) - 2.9) * low * 0.4);
        var status = level >= 0.5 ? "danger" : level >= 0.2 ? "alert" : "normal";
        return [new("currentLevel", Math.Round(level, 3)), new("floodLevelStatus", status)];
    }

    private static double Plan(DateTimeOffset at) => LocalTime.IsWeekend(at) ? 2 : DailyPattern.Traffic(at) > 0.5 ? 3 : 1;

    private ChannelValue[] Pump(DateTimeOffset at)
    {
        var runoff = weather.Runoff(at);
        return [new("status", runoff > 0.2 ? "on" : "off"), new("speed", runoff > 0.2 ? Math.Round(Math.Min(1, 0.4 + runoff), 2) : 0.0)];
    }

    private ChannelValue[] Gateway(int number, DateTimeOffset at) =>
    [
        new("batteryLevel", Math.Round(0.86 + (0.1 * Wander(EntityKind.Gateway, number, at, 20)), 2)),
        new("rssi", Math.Round(-68 + (9 * Wander(EntityKind.Gateway, number, at, 0.5, 1)))),

        // A gateway gives public Wi-Fi too.
        new("connectedUsers", Math.Round(45 * DailyPattern.Day(at) * (1 + (0.4 * Wander(EntityKind.Gateway, number, at, 0.8, 2))))),
    ];
}
