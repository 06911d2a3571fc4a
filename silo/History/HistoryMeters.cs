using System.Diagnostics.Metrics;
using CityActors.Telemetry;

namespace CityActors.Silo.History;

/// <summary>What the embedded history counts of itself.</summary>
internal static class HistoryMeters
{
    private static readonly Meter Meter = new(CityTelemetry.Source);
    private static readonly Counter<long> ExpiredCounter = Meter.CreateCounter<long>(CityTelemetry.HistoryExpired, "{row}");
    private static readonly Counter<long> RolledUpCounter = Meter.CreateCounter<long>(CityTelemetry.HistoryRolledUp, "{interval}");
    private static readonly Counter<long> CompactedCounter = Meter.CreateCounter<long>(CityTelemetry.HistoryCompacted, "{day}");
    private static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>(CityTelemetry.LoopFailures, "{failure}");

    /// <summary>Readings were older than what is kept.</summary>
    public static void Expired(long rows) => ExpiredCounter.Add(rows);

    /// <summary>Hours were rolled up, or parts of them anew.</summary>
    public static void RolledUp(long hours) => RolledUpCounter.Add(hours);

    /// <summary>The raw readings of a day were put in order.</summary>
    public static void Compacted() => CompactedCounter.Add(1);

    /// <summary>Tending a day failed and is tried again.</summary>
    public static void TendingFailed() => LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "history tending"));
}
