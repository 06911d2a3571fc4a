using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>Readings of a batch whose channels the gateway does not know, kept until the shards have answered.</summary>
internal sealed class MissedReadings
{
    private readonly PayloadReadings readings = new();
    private readonly List<Origin> origins = [];
    private readonly HashSet<UInt128> keys = [];

    /// <summary>Number of readings.</summary>
    public int Count => origins.Count;

    /// <summary>The readings themselves.</summary>
    public PayloadReadings Readings => readings;

    /// <summary>Where they came from, in the same order.</summary>
    public IReadOnlyList<Origin> Origins => origins;

    /// <summary>
    /// Whether a reading of the channel waits here. Then a later one of the same channel must wait behind it, or it would overtake it.
    /// </summary>
    public bool Holds(UInt128 key) => keys.Count > 0 && keys.Contains(key);

    /// <summary>Keeps a reading.</summary>
    public void Add(PayloadReadings from, in ParsedReading reading, in Origin origin)
    {
        readings.Copy(from, reading);
        origins.Add(origin);
        keys.Add(origin.Key);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (origins.Count > 0)
        {
            readings.Clear();
            origins.Clear();
            keys.Clear();
        }
    }

    /// <summary>Where a missed reading came from.</summary>
    /// <param name="Key">Key of its channel.</param>
    /// <param name="TwinKey">Key of its twin.</param>
    /// <param name="Twin">Twin of its topic; null when the reading names its twin itself.</param>
    /// <param name="Root">First level of the topic, or path: what admission is set by.</param>
    /// <param name="Tag">What the door knows it by: line, record or message.</param>
    internal readonly record struct Origin(UInt128 Key, UInt128 TwinKey, TopicTwin? Twin, string Root, int Tag);
}
