using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet.Signals;

namespace CityActors.Simulators.Fleet;

/// <summary>
/// A device that reports at fixed moments. Its numbers are counted from a fixed start, so that after a restart of fleet or city the
/// next reading has the next number, and the reading of a moment always has the same one.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Which of its kind.</param>
/// <param name="Period">Time between reports.</param>
/// <param name="Phase">How long after the start of the count its first report was due; less than the period.</param>
internal sealed record FleetDevice(EntityKind Kind, int Number, TimeSpan Period, TimeSpan Phase)
{
    /// <summary>URN of its twin.</summary>
    public string Twin { get; } = EntityKinds.Id(Kind, Number);

    /// <summary>All devices of a plan.</summary>
    public static IEnumerable<FleetDevice> Of(CityPlan plan)
    {
        foreach (var kind in EntityKinds.All)
        {
            if (SignalSource.Period(kind) is not { } period)
            {
                continue;
            }

            for (var number = 0; number < plan.Count(kind); number++)
            {
                var dice = new Dice(plan.Seed, DiceSubject.Device, ((long)kind << 48) | (uint)number);
                var phase = TimeSpan.FromMilliseconds(dice.Below((int)period.TotalMilliseconds));
                yield return new FleetDevice(kind, number, period, phase);
            }
        }
    }

    /// <summary>Number of the newest report due at or before a moment; from 1.</summary>
    public uint Newest(DateTimeOffset now) => (uint)((now - LocalTime.Epoch - Phase).Ticks / Period.Ticks) + 1;

    /// <summary>When a report is due.</summary>
    public DateTimeOffset Due(uint sequence) => LocalTime.Epoch + Phase + (Period * (sequence - 1));
}
