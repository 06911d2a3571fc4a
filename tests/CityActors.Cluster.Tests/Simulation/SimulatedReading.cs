using System.Globalization;

namespace CityActors.Cluster.Tests.Simulation;

/// <summary>A reading of the simulation. Its value follows from twin, channel and time, so that a repeat is a true duplicate.</summary>
/// <param name="Twin">Number of the twin.</param>
/// <param name="Channel">Name of the channel: <c>level</c> is a number, <c>open</c> a boolean, <c>note</c> a text.</param>
/// <param name="AtMs">Milliseconds after <see cref="Began"/>.</param>
internal readonly record struct SimulatedReading(int Twin, string Channel, int AtMs)
{
    /// <summary>Names of the channels.</summary>
    public static readonly string[] Channels = ["level", "note", "open"];

    /// <summary>Time 0.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>URN of the twin.</summary>
    public string Id => IdOf(Twin);

    /// <summary>When it was observed.</summary>
    public DateTimeOffset At => Began.AddMilliseconds(AtMs);

    /// <summary>The value as people read it.</summary>
    public string Value => Channel switch
    {
        "open" => (AtMs + Twin) % 3 == 0 ? "true" : "false",
        "note" => $"ghi chú {Twin}-{AtMs}",
        _ => (AtMs + (Twin / 8.0)).ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>The reading in InfluxDB line protocol.</summary>
    public string Line
    {
        get
        {
            var value = Channel == "note" ? $"\"{Value}\"" : Value;
            return $"simulated,twin={Id} {Channel}={value} {At.ToUnixTimeMilliseconds()}000000";
        }
    }

    /// <summary>URN of a twin.</summary>
    public static string IdOf(int twin) => $"urn:ngsi-ld:Simulated:{twin:000}";
}
