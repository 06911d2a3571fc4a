using System.Globalization;
using System.Xml.Linq;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>What road segments must show by the files of a recording alone; reckoned without anything of the city.</summary>
internal static class RoadRecording
{
    /// <summary>Writes where the loops of a small recording lie: side by side on a few streets.</summary>
    public static string Detectors(DataFolder folder, int loops, int streets)
    {
        var file = Path.Combine(folder.Path, "detectors.xml");
        new XDocument(new XElement("additional", Enumerable.Range(0, loops).Select(loop => new XElement(
            "e1Detector", new XAttribute("id", $"loop-{loop}"), new XAttribute("lane", $"street_{loop % streets}_{loop / streets}"),
            new XAttribute("pos", "10"), new XAttribute("freq", "60"), new XAttribute("file", "loops.xml"))))).Save(file);
        return file;
    }

    /// <summary>
    /// Flow (vehicles an hour) and speed (km/h) of each segment at the end of each interval: the sum of the flows of its loops, and the
    /// mean of their speeds weighted by flow. A minute in which no vehicle passed has no speed.
    /// </summary>
    public static Dictionary<string, SortedDictionary<DateTimeOffset, (double Flow, double? Speed)>> Roads(string loops, string detectors)
    {
        var edges = XDocument.Load(detectors).Descendants("e1Detector")
            .ToDictionary(static one => Text(one, "id"), static one => EdgeOf(Text(one, "lane")));
        var sums = new Dictionary<(string Edge, DateTimeOffset At), (double Flow, double Weighted)>();
        foreach (var interval in XDocument.Load(loops).Root!.Elements("interval"))
        {
            if (edges.TryGetValue(Text(interval, "id"), out var edge))
            {
                var key = (edge, Recording.Epoch.AddSeconds(Number(interval, "end")));
                var (flow, weighted) = sums.GetValueOrDefault(key);
                var (more, speed) = (Number(interval, "flow"), Number(interval, "speed"));
                sums[key] = (flow + more, weighted + (speed < 0 ? 0 : more * speed * 3.6));
            }
        }

        return sums.GroupBy(static one => $"urn:ngsi-ld:RoadSegment:{one.Key.Edge}").ToDictionary(
            static road => road.Key,
            static road => new SortedDictionary<DateTimeOffset, (double, double?)>(road.ToDictionary(
                static one => one.Key.At,
                static one => (one.Value.Flow, one.Value.Flow > 0 ? one.Value.Weighted / one.Value.Flow : (double?)null))));
    }

    private static string EdgeOf(string lane) => lane[..lane.LastIndexOf('_')];

    private static string Text(XElement element, string name) => element.Attribute(name)!.Value;

    private static double Number(XElement element, string name) => double.Parse(Text(element, name), CultureInfo.InvariantCulture);
}
