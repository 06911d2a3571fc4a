using CityActors.Simulators.City.Entities;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>Where induction loops lie, by the file that defined them to SUMO: each points at the road segment of its lane.</summary>
internal static class SumoDetectors
{
    private static readonly string[] Elements = ["e1Detector", "inductionLoop"];

    /// <summary>The loops of a file.</summary>
    /// <exception cref="RecordingBrokenException">It is no file of detectors.</exception>
    public static IReadOnlyList<CityEntity> Load(string path)
    {
        using var file = SumoFile.Open(path, "additional");
        var loops = new List<CityEntity>();
        while (file.Next())
        {
            if (Elements.Contains(file.Name) && file.Text("lane") is { } lane && lane.LastIndexOf('_') is > 0 and var cut
                && RecordedNames.TryTwin("TrafficFlowObserved", file.Text("id") ?? "", out var loop)
                && RecordedNames.TryTwin("RoadSegment", lane[..cut], out var segment))
            {
                loops.Add(new CityEntity(
                    loop, "TrafficFlowObserved", [], [new EntityProperty("laneId", lane[(cut + 1)..])],
                    [new EntityRelation("refRoadSegment", segment)]));
            }
        }

        return loops;
    }
}
