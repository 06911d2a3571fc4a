using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>
/// Induction loops (E1 output). An interval is reported when it ends. flow becomes intensity (vehicles an hour), occupancy (percent)
/// a share, speed (m/s) averageVehicleSpeed (km/h). A speed of -1 means that no vehicle came: it is no speed and is not sent.
/// </summary>
internal sealed class SumoLoops(string path) : Recording
{
    /// <summary>Kilometres an hour of a metre a second.</summary>
    public const double KmhPerMps = 3.6;

    /// <inheritdoc/>
    public override string TwinType => "TrafficFlowObserved";

    /// <inheritdoc/>
    public override IEnumerable<RecordedReading> Read()
    {
        using var file = SumoFile.Open(path, "detector");
        while (file.Next())
        {
            if (file.Name != "interval" || !TryTwin(TwinType, file.Text("id"), file.Where, out var twin))
            {
                continue;
            }

            if (file.Time("end") is not { } end)
            {
                LeaveOut($"{file.Where}: the interval has no end.");
                continue;
            }

            var values = new List<ChannelValue>(3);
            file.Take(values, "flow", "intensity");
            file.Take(values, "occupancy", "occupancy", 0.01);
            file.Take(values, "speed", "averageVehicleSpeed", KmhPerMps);
            if (Says(values))
            {
                yield return new RecordedReading(twin, end, values);
            }
            else
            {
                LeaveOut($"{file.Where}: the interval has no value.");
            }
        }
    }
}
