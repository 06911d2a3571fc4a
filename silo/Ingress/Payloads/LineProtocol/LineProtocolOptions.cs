namespace CityActors.Silo.Ingress.Payloads.LineProtocol;

/// <summary>How a line of InfluxDB line protocol names its twin.</summary>
public sealed class LineProtocolOptions
{
    /// <summary>
    /// Tags that hold the twin's URN, tried in this order. Default <c>twin</c>, <c>id</c>: who can set a tag says plainly what he means.
    /// </summary>
    public IList<string> TwinTags { get; init; } = ["twin", "id"];

    /// <summary>
    /// Tags that name the thing that measured, tried in this order when no tag holds a URN; the type is then the measurement in
    /// PascalCase: <c>air_quality,station=q1</c> is <c>urn:ngsi-ld:AirQuality:q1</c>. Default: id first, because it is the most
    /// exact; host last, because Telegraf adds it to everything.
    /// </summary>
    public IList<string> NameTags { get; init; } = ["twin", "id", "device", "sensor", "station", "name", "host"];
}
