using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>Floating cars as SUMO records them: what a file says, and small files of the same form.</summary>
internal static class CarRecording
{
    private const int Streets = 6;
    private const double West = 105.80;
    private const double South = 21.00;
    private const double StreetDegrees = 0.01; // about a kilometre long
    private const double ApartDegrees = 0.003; // about 330 m from one to the next
    private const double StepDegrees = 0.0005; // about 50 m in five seconds

    /// <summary>Places of each car, in the order of the file.</summary>
    public static Dictionary<string, List<(double Longitude, double Latitude, DateTimeOffset At)>> Places(string file)
    {
        var places = new Dictionary<string, List<(double Longitude, double Latitude, DateTimeOffset At)>>(StringComparer.Ordinal);
        using var unpacked = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var xml = XmlReader.Create(unpacked);
        var at = Recording.Epoch;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, Name: "timestep" })
            {
                at = Recording.Epoch.AddSeconds(Number(xml, "time"));
            }
            else if (xml is { NodeType: XmlNodeType.Element, Name: "vehicle" })
            {
                var id = $"urn:ngsi-ld:Vehicle:{xml.GetAttribute("id")}";
                if (!places.TryGetValue(id, out var way))
                {
                    places.Add(id, way = []);
                }

                way.Add((Number(xml, "x"), Number(xml, "y"), at));
            }
        }

        return places;
    }

    /// <summary>
    /// Writes a network of parallel streets, and cars that drive along them a few metres beside the middle; each appears and vanishes
    /// at a time of its own.
    /// </summary>
    /// <returns>The recording, the network, and the road segment on which each car must be found in the end.</returns>
    public static (string File, string Network, Dictionary<string, string> Streets) Write(DataFolder folder, int cars, int steps, int seed)
    {
        var random = new Random(seed);
        var drives = Enumerable.Range(0, cars).Select(car => (
            Id: $"car-{car}", Street: random.Next(Streets), First: random.Next(steps / 2), Count: random.Next(2, steps / 2),
            Beside: random.Next(-5, 6) * 1e-5)).ToList();
        var timesteps = Enumerable.Range(0, steps).Select(step => new XElement(
            "timestep",
            new XAttribute("time", Text(step * 5)),
            drives.Where(drive => step >= drive.First && step < drive.First + drive.Count).Select(drive => new XElement(
                "vehicle",
                new XAttribute("id", drive.Id),
                new XAttribute("x", Text(West + ((step - drive.First + 1) * StepDegrees))),
                new XAttribute("y", Text(South + (drive.Street * ApartDegrees) + drive.Beside)),
                new XAttribute("angle", "90.00"), new XAttribute("speed", "10.00")))));
        var file = Path.Combine(folder.Path, "cars.xml.gz");
        using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            new XDocument(new XElement("fcd-export", timesteps)).Save(packed);
        }

        return (file, WriteNetwork(folder), drives.ToDictionary(
            static drive => $"urn:ngsi-ld:Vehicle:{drive.Id}", static drive => $"urn:ngsi-ld:RoadSegment:street-{drive.Street}"));
    }

    private static string WriteNetwork(DataFolder folder)
    {
        var edges = Enumerable.Range(0, Streets).Select(static street =>
        {
            var latitude = Text(South + (street * ApartDegrees));
            return new XElement(
                "edge",
                new XAttribute("id", $"street-{street}"),
                new XElement(
                    "lane",
                    new XAttribute("id", $"street-{street}_0"), new XAttribute("index", "0"), new XAttribute("speed", "13.89"),
                    new XAttribute("length", "1000.00"),
                    new XAttribute("shape", $"{Text(West)},{latitude} {Text(West + StreetDegrees)},{latitude}")));
        });
        var network = Path.Combine(folder.Path, "streets.net.xml");
        var location = new XElement("location", new XAttribute("netOffset", "0,0"), new XAttribute("projParameter", "-"));
        new XDocument(new XElement("net", location, edges)).Save(network);
        return network;
    }

    private static double Number(XmlReader xml, string name) => double.Parse(xml.GetAttribute(name)!, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.000000", CultureInfo.InvariantCulture);
}
