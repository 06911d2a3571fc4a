using System.Globalization;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>A road network: how its metres become degrees, and its edges as road segments.</summary>
internal sealed class SumoNetwork
{
    private readonly List<CityEntity> segments = [];
    private readonly string path;
    private (double East, double North) offset;
    private (double Longitude, double Latitude) southWest = (1, 1);
    private (double Longitude, double Latitude) northEast = (0, 0);
    private UtmZone? zone;

    private SumoNetwork(string path) => this.path = path;

    /// <summary>Its edges; those inside of crossings are not among them.</summary>
    public IReadOnlyList<CityEntity> Segments => segments;

    /// <summary>Reads a network.</summary>
    /// <exception cref="RecordingBrokenException">It is none, or its projection is not UTM.</exception>
    public static SumoNetwork Load(string path)
    {
        var network = new SumoNetwork(path);
        using var file = SumoFile.Open(path, "net");
        string? edge = null;
        var name = "";
        while (file.Next())
        {
            switch (file.Name)
            {
                case "location":
                    network.Locate(file);
                    break;
                case "edge":
                    edge = file.Text("function") == "internal" ? null : file.Text("id");
                    name = file.Text("name") ?? edge;
                    break;
                case "lane" when edge is not null && file.Text("index") == "0":
                    network.Add(file, edge, name!);
                    break;
            }
        }

        return network;
    }

    /// <summary>
    /// Whether coordinates are degrees already: those of a recording may be so though the network is in metres (SUMO's
    /// <c>fcd-output.geo</c>). They are when they lie in the network as degrees; as metres that would be a spot of centimetres.
    /// </summary>
    public bool IsInDegrees(double x, double y) => zone is null
        ? Math.Abs(x) <= 180 && Math.Abs(y) <= 90
        : x >= southWest.Longitude && x <= northEast.Longitude && y >= southWest.Latitude && y <= northEast.Latitude;

    /// <summary>Degrees of coordinates of the network.</summary>
    public (double Longitude, double Latitude) Degrees(double x, double y) => zone is null
        ? (x, y)
        : zone.Degrees(x - offset.East, y - offset.North);

    private void Locate(SumoFile file)
    {
        var projection = file.Text("projParameter") ?? "!";
        var parts = (file.Text("netOffset") ?? "0,0").Split(',');
        if (parts.Length != 2 || !TryNumber(parts[0], out var eastwards) || !TryNumber(parts[1], out var north))
        {
            throw new RecordingBrokenException($"{file.Where}: expected netOffset as x,y.");
        }

        offset = (eastwards, north);
        zone = UtmZone.Parse(projection);
        if (zone is null && projection is not "-")
        {
            throw new RecordingBrokenException(
                $"{file.Where}: the projection '{projection}' is not known; known are UTM on WGS 84, and networks in degrees.");
        }

        Bound(file);
    }

    /// <summary>Where the network lies in degrees, with a kilometre around it: cars may stand beside the road.</summary>
    private void Bound(SumoFile file)
    {
        const double Around = 0.01;
        var box = (file.Text("convBoundary") ?? "").Split(',');
        if (zone is not null && box.Length == 4 && TryNumber(box[0], out var left) && TryNumber(box[1], out var bottom)
            && TryNumber(box[2], out var right) && TryNumber(box[3], out var top))
        {
            var (low, high) = (Degrees(left, bottom), Degrees(right, top));
            southWest = (low.Longitude - Around, low.Latitude - Around);
            northEast = (high.Longitude + Around, high.Latitude + Around);
        }
    }

    private void Add(SumoFile lane, string edge, string name)
    {
        if (!RecordedNames.TryTwin("RoadSegment", edge, out var id))
        {
            return;
        }

        var places = (lane.Text("shape") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = places.Select(place => Place(place, lane)).ToList();
        if (line.Count < 2)
        {
            throw new RecordingBrokenException($"{path}: edge '{edge}' has a line of {line.Count} places.");
        }

        segments.Add(new CityEntity(
            id, "RoadSegment", line,
            [
                new EntityProperty("name", name),
                new EntityProperty("startPoint", line[0]),
                new EntityProperty("endPoint", line[^1]),
                new EntityProperty("length", lane.Number("length") ?? 0),
                new EntityProperty("maximumAllowedSpeed", Math.Round((lane.Number("speed") ?? 0) * SumoLoops.KmhPerMps, 1)),
            ],
            []));
    }

    private GeoPoint Place(string text, SumoFile file)
    {
        var parts = text.Split(',');
        if (parts.Length is not (2 or 3) || !TryNumber(parts[0], out var x) || !TryNumber(parts[1], out var y))
        {
            throw new RecordingBrokenException($"{file.Where}: expected a place as x,y, got '{text}'.");
        }

        var (longitude, latitude) = Degrees(x, y);
        return GeoPoint.Rounded(longitude, latitude);
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
