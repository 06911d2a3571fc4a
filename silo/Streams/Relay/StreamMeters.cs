using System.Diagnostics.Metrics;
using CityActors.Telemetry;

namespace CityActors.Silo.Streams.Relay;

/// <summary>What the streams count of themselves.</summary>
internal static class StreamMeters
{
    private static readonly Meter Meter = new(CityTelemetry.Source);

    /// <summary>Changes handed to subscribers.</summary>
    public static readonly Counter<long> Delivered = Meter.CreateCounter<long>(CityTelemetry.StreamDelivered, "{change}");

    /// <summary>Changes read back from the change log.</summary>
    public static readonly Counter<long> ReadBack = Meter.CreateCounter<long>(CityTelemetry.StreamReadBack, "{change}");

    /// <summary>Followed cells.</summary>
    public static readonly UpDownCounter<long> Cells = Meter.CreateUpDownCounter<long>(CityTelemetry.StreamCells, "{cell}");

    /// <summary>Bytes of cached changes.</summary>
    public static readonly UpDownCounter<long> Cached = Meter.CreateUpDownCounter<long>(CityTelemetry.StreamCached, "By");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(CityTelemetry.StreamFailures, "{failure}");

    /// <summary>Something failed and is tried again, or was told to the subscriber.</summary>
    public static void Failed(string reason) => Failures.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
