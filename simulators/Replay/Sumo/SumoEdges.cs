using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>
/// Mean data of edges, reported at the end of their interval as readings of road segments: density (vehicles/km), occupancy (share),
/// averageVehicleSpeed (km/h), travelTime and waitingTime (s), entered and left (vehicles). What SUMO leaves out is missing.
/// </summary>
internal sealed class SumoEdges(string path) : Recording
{
    /// <inheritdoc/>
    public override string TwinType => "RoadSegment";

    /// <inheritdoc/>
    public override IEnumerable<RecordedReading> Read()
    {
        using var file = SumoFile.Open(path, "meandata");
        long? end = null;
        while (file.Next())
        {
            if (file.Name == "interval")
            {
                end = file.Time("end");
            }

            if (file.Name != "edge" || !TryTwin(TwinType, file.Text("id"), file.Where, out var twin))
            {
                continue;
            }

            if (end is not { } endMs)
            {
                LeaveOut($"{file.Where}: the interval of the edge has no end.");
                continue;
            }

            var values = new List<ChannelValue>(7);
            file.Take(values, "density", "density");
            file.Take(values, "occupancy", "occupancy", 0.01);
            file.Take(values, "speed", "averageVehicleSpeed", SumoLoops.KmhPerMps);
            file.Take(values, "traveltime", "travelTime");
            file.Take(values, "waitingTime", "waitingTime");
            file.Take(values, "entered", "entered");
            file.Take(values, "left", "left");
            if (Says(values))
            {
                yield return new RecordedReading(twin, endMs, values);
            }
        }
    }
}
