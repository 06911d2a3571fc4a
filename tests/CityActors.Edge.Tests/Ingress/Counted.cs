using System.Diagnostics.Metrics;
using CityActors.Grains.Tests.Memory;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>What a counter of the city counted since this was made, by all hosts of the process.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Pulse pulse = new();
    private readonly string? reason;
    private long total;

    /// <summary>Listens.</summary>
    /// <param name="name">Name of the counter.</param>
    /// <param name="reason">Only what is counted with this reason; null: everything.</param>
    public Counted(string name, string? reason = null)
    {
        this.reason = reason;
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == name)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Count(count, tags));
        listener.Start();
    }

    /// <summary>Counted so far.</summary>
    public long Total => Volatile.Read(ref total);

    /// <summary>Ends when so many are counted.</summary>
    public Task Until(long least) => pulse.Until(() => Total >= least, $"{least} counted");

    public void Dispose() => listener.Dispose();

    private void Count(long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (reason is not null)
        {
            var fits = false;
            foreach (var (key, value) in tags)
            {
                fits |= key == "reason" && reason.Equals(value as string, StringComparison.Ordinal);
            }

            if (!fits)
            {
                return;
            }
        }

        Interlocked.Add(ref total, count);
        pulse.Beat();
    }
}
