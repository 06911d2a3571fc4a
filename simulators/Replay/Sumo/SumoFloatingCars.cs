using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>
/// Floating cars (FCD output): location, speed (km/h) and heading (degrees from north) of every vehicle at every step. Coordinates are
/// degrees, or metres of a network that says how to turn them into degrees.
/// </summary>
internal sealed class SumoFloatingCars(string path, SumoNetwork? network) : Recording
{
    /// <inheritdoc/>
    public override string TwinType => "Vehicle";

    /// <inheritdoc/>
    public override TimeSpan? ExpiresAfter => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override IEnumerable<RecordedReading> Read()
    {
        using var file = SumoFile.Open(path, "fcd-export");
        long? time = null;
        while (file.Next())
        {
            if (file.Name == "timestep")
            {
                time = file.Time("time");
            }

            if (file.Name != "vehicle" || !TryTwin(TwinType, file.Text("id"), file.Where, out var twin))
            {
                continue;
            }

            if (time is not { } timeMs || Place(file) is not { } place)
            {
                LeaveOut($"{file.Where}: the vehicle has no time or place.");
                continue;
            }

            var values = new List<ChannelValue>(3) { new("location", place) };
            file.Take(values, "speed", "speed", SumoLoops.KmhPerMps);
            file.Take(values, "angle", "heading");
            yield return new RecordedReading(twin, timeMs, values);
        }
    }

    private TwinValue? Place(SumoFile file)
    {
        if (file.Number("x") is not { } x || file.Number("y") is not { } y)
        {
            return null;
        }

        if (network is not null && !network.IsInDegrees(x, y))
        {
            (x, y) = network.Degrees(x, y);
        }

        if (Math.Abs(x) <= 180 && Math.Abs(y) <= 90)
        {
            return TwinValue.OfPosition(x, y);
        }

        throw new RecordingBrokenException(
            FormattableString.Invariant($"{file.Where}: {x}, {y} are metres, not degrees; --network NET.xml turns them into degrees."));
    }
}
