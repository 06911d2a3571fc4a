using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>Meters of buildings. Counters are the integral of what flows: they never go back.</summary>
internal sealed class BuildingSignals(CityPlan plan)
{
    private const double KilowattsPerPerson = 0.22;
    private const double CubicMetresPerPersonHour = 0.006;

    // Most is drawn at two in the afternoon, half of the mean at two in the morning.
    private const double Swing = 0.5;
    private const double PhaseHours = 8;

    private readonly Dictionary<int, double> capacities = [];

    /// <summary>Electricity: power (kW), energy since the start of the count (kWh), voltage (V).</summary>
    public ChannelValue[] Electricity(int number, DateTimeOffset at)
    {
        var mean = Capacity(number) * KilowattsPerPerson;
        var voltage = 226 + (4 * SmoothNoise.At(plan.Seed, DiceSubject.Signal, (9L << 40) | (uint)number, LocalTime.Hours(at)));
        return
        [
            new("totalActivePower", Math.Round(Flow(mean, at), 3)),
            new("totalActiveEnergyImport", Math.Round(Sum(mean, at), 2)),
            new("phaseVoltage", Math.Round(voltage, 1)),
        ];
    }

    /// <summary>Water: flow (m³/h) and counter (m³).</summary>
    public ChannelValue[] Water(int number, DateTimeOffset at)
    {
        var mean = Capacity(number) * CubicMetresPerPersonHour;
        return [new("waterFlow", Math.Round(Flow(mean, at), 4)), new("waterConsumption", Math.Round(Sum(mean, at), 3))];
    }

    private static double Flow(double mean, DateTimeOffset at) =>
        mean * (1 + (Swing * Math.Sin(2 * Math.PI * (LocalHours(at) - PhaseHours) / 24)));

    private static double Sum(double mean, DateTimeOffset at) =>
        mean * (LocalHours(at) - (Swing * 24 / (2 * Math.PI) * Math.Cos(2 * Math.PI * (LocalHours(at) - PhaseHours) / 24)));

    private static double LocalHours(DateTimeOffset at) => LocalTime.Hours(at) + 7;

    private double Capacity(int number)
    {
        if (!capacities.TryGetValue(number, out var capacity))
        {
            capacities.Add(number, capacity = BuildingThings.Capacity(plan, number));
        }

        return capacity;
    }
}
