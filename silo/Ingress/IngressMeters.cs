using System.Diagnostics;
using System.Diagnostics.Metrics;
using CityActors.Telemetry;

namespace CityActors.Silo.Ingress;

/// <summary>What ingress counts of itself.</summary>
internal static class IngressMeters
{
    private static readonly Meter Meter = new(CityTelemetry.Source);
    private static readonly Counter<long> AcceptedCounter = Meter.CreateCounter<long>(CityTelemetry.ReadingsAccepted, "{reading}");
    private static readonly Counter<long> RefusedCounter = Meter.CreateCounter<long>(CityTelemetry.Refused, "{record}");
    private static readonly Counter<long> AdmittedCounter = Meter.CreateCounter<long>(CityTelemetry.TwinsAdmitted, "{twin}");
    private static readonly Counter<long> SlowedCounter = Meter.CreateCounter<long>(CityTelemetry.IngressSlowed, "{wait}");
    private static readonly Counter<long> QuarantineDropped = Meter.CreateCounter<long>(CityTelemetry.QuarantineOverflow, "{entry}");
    private static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>(CityTelemetry.LoopFailures, "{failure}");

    /// <summary>Spans of ingress.</summary>
    public static readonly ActivitySource Spans = new(CityTelemetry.Source);

    /// <summary>Readings became durable and were acknowledged.</summary>
    public static void Accepted(string door, int readings) =>
        AcceptedCounter.Add(readings, new KeyValuePair<string, object?>("door", door));

    /// <summary>Records or messages were refused.</summary>
    public static void Refused(string door, string reason, int records) =>
        RefusedCounter.Add(
            records, new KeyValuePair<string, object?>("door", door), new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Twins were registered because somebody reported under their names.</summary>
    public static void Admitted(int twins) => AdmittedCounter.Add(twins);

    /// <summary>A sender waited because the fold lagged.</summary>
    public static void Slowed(string door) => SlowedCounter.Add(1, new KeyValuePair<string, object?>("door", door));

    /// <summary>Entries did not get into the quarantine.</summary>
    public static void QuarantineOverflow(int entries) => QuarantineDropped.Add(entries);

    /// <summary>A background loop failed and goes on.</summary>
    public static void LoopFailed(string loop) => LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", loop));
}
