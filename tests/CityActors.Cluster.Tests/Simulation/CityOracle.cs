namespace CityActors.Cluster.Tests.Simulation;

/// <summary>
/// What a city must know after readings, in the plainest words: one thread, no log, no crash. It shares no code with the city.
/// </summary>
internal sealed class CityOracle
{
    private readonly Dictionary<(string Twin, string Channel), SimulatedReading> newest = [];
    private readonly Dictionary<(string Twin, string Channel), List<SimulatedReading>> told = [];
    private readonly Dictionary<(string Twin, string Channel), SortedDictionary<DateTimeOffset, string>> history = [];

    /// <summary>Channels of which something is known.</summary>
    public IEnumerable<(string Twin, string Channel)> Channels => newest.Keys;

    /// <summary>Takes a reading, in the order in which the city takes them.</summary>
    public void Take(SimulatedReading reading)
    {
        var channel = (reading.Id, reading.Channel);
        if (!history.TryGetValue(channel, out var points))
        {
            history[channel] = points = [];
            told[channel] = [];
        }

        points[reading.At] = reading.Value;
        if (!newest.TryGetValue(channel, out var before) || reading.AtMs > before.AtMs)
        {
            newest[channel] = reading;
            told[channel].Add(reading);
        }
    }

    /// <summary>The live value of a channel.</summary>
    public (DateTimeOffset At, string Value) State((string Twin, string Channel) channel) =>
        (newest[channel].At, newest[channel].Value);

    /// <summary>What subscribers hear of a channel, in order.</summary>
    public IEnumerable<(DateTimeOffset At, string Value)> Stream((string Twin, string Channel) channel) =>
        told[channel].Select(static reading => (reading.At, reading.Value));

    /// <summary>What history holds of a channel, in the order of time.</summary>
    public IEnumerable<(DateTimeOffset At, string Value)> History((string Twin, string Channel) channel) =>
        history[channel].Select(static point => (point.Key, point.Value));
}
