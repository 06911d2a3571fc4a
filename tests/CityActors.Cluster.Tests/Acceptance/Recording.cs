using System.Globalization;
using System.Xml.Linq;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>Recorded traffic: the files of Bologna where they are, small ones of the same form where not.</summary>
internal static class Recording
{
    /// <summary>Moment that the zero of a recording stands for.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A file of the recording of Bologna; skips the test where it is not.</summary>
    public static string OfBologna(string name)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/data/traffic_sumo_acosta", name));
        if (!File.Exists(path))
        {
            Assert.Skip($"The recording {name} is not beside the repository (../shared/data/traffic_sumo_acosta).");
        }

        return path;
    }

    /// <summary>Writes induction loops as SUMO does; a loop that no vehicle passed says a speed of -1.</summary>
    public static string Loops(DataFolder folder, int loops, int minutes, int seed)
    {
        var random = new Random(seed);
        var intervals =
            from minute in Enumerable.Range(0, minutes)
            from loop in Enumerable.Range(0, loops)
            let vehicles = random.Next(6)
            select new XElement(
                "interval",
                new XAttribute("begin", Text(minute * 60)), new XAttribute("end", Text((minute + 1) * 60)),
                new XAttribute("id", $"loop-{loop}"), new XAttribute("nVehContrib", vehicles), new XAttribute("flow", Text(vehicles * 60)),
                new XAttribute("occupancy", Text(vehicles * 3.5)),
                new XAttribute("speed", Text(vehicles == 0 ? -1 : random.Next(300, 2_000) / 100.0)));
        var file = Path.Combine(folder.Path, "loops.xml");
        new XDocument(new XElement("detector", intervals)).Save(file);
        return file;
    }

    /// <summary>What each loop and channel must have said, in order, by the file.</summary>
    public static Dictionary<(string Twin, string Channel), List<(DateTimeOffset At, double Value)>> LoopsSaid(string file)
    {
        var said = new Dictionary<(string Twin, string Channel), List<(DateTimeOffset At, double Value)>>();
        foreach (var interval in XDocument.Load(file).Root!.Elements("interval"))
        {
            var twin = $"urn:ngsi-ld:TrafficFlowObserved:{interval.Attribute("id")!.Value}";
            var at = Epoch.AddSeconds(Number(interval, "end"));
            Say(twin, "intensity", at, Number(interval, "flow"));
            Say(twin, "occupancy", at, Number(interval, "occupancy") / 100);
            if (Number(interval, "speed") is var speed and >= 0)
            {
                Say(twin, "averageVehicleSpeed", at, speed * 3.6);
            }
        }

        return said;

        void Say(string twin, string channel, DateTimeOffset at, double value)
        {
            if (!said.TryGetValue((twin, channel), out var list))
            {
                said[(twin, channel)] = list = [];
            }

            list.Add((at, value));
        }
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
