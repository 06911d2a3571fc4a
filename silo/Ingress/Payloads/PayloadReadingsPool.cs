using System.Collections.Concurrent;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>
/// Memory for parsing, used again by whoever parses at the moment: connections are many, those that parse at one moment are few.
/// </summary>
internal sealed class PayloadReadingsPool
{
    private const int KeptMax = 64;

    private readonly ConcurrentQueue<PayloadReadings> kept = new();

    /// <summary>Empty readings.</summary>
    public PayloadReadings Rent() => kept.TryDequeue(out var readings) ? readings : new PayloadReadings();

    /// <summary>Gives readings back; nobody may touch them afterwards.</summary>
    public void Return(PayloadReadings readings)
    {
        readings.ClearAndTrim();
        if (kept.Count < KeptMax)
        {
            kept.Enqueue(readings);
        }
    }
}
