namespace CityActors.Cluster.Tests.Simulation;

/// <summary>Makes readings as a real city sends them: mostly in order, some late, some twice, many twins at once.</summary>
internal sealed class ReadingMaker(Random random, int twins)
{
    private readonly int[] clocks = new int[twins];
    private readonly List<SimulatedReading> past = [];

    /// <summary>The readings of one request.</summary>
    public List<SimulatedReading> Batch(int count)
    {
        var batch = new List<SimulatedReading>(count);
        while (batch.Count < count)
        {
            batch.Add(Next());
        }

        // Neighbours change places: what was measured earlier arrives later.
        for (var at = 1; at < batch.Count; at++)
        {
            if (random.Next(10) == 0)
            {
                var other = Math.Max(0, at - random.Next(1, 20));
                (batch[at], batch[other]) = (batch[other], batch[at]);
            }
        }

        return batch;
    }

    private SimulatedReading Next()
    {
        if (past.Count > 0 && random.Next(12) == 0)
        {
            return past[^random.Next(1, Math.Min(past.Count, 2_000) + 1)];
        }

        var twin = random.Next(twins);
        clocks[twin] += random.Next(1, 2_000);
        var late = random.Next(15) == 0 ? random.Next(5_000) : 0;
        var channel = SimulatedReading.Channels[random.Next(SimulatedReading.Channels.Length)];
        var reading = new SimulatedReading(twin, channel, Math.Max(0, clocks[twin] - late));
        past.Add(reading);
        return reading;
    }
}
