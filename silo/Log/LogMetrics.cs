using System.Diagnostics.Metrics;
using CityActors.Telemetry;

namespace CityActors.Silo.Log;

/// <summary>What a log tells of itself; both logs use the same names and say which one they are by <c>log</c>.</summary>
internal sealed class LogMetrics : IDisposable
{
    private static readonly double[] Bounds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];
    private readonly Meter meter = new(CityTelemetry.Source);
    private readonly Counter<long> records;
    private readonly Counter<long> bytes;
    private readonly Histogram<double> commits;
    private readonly KeyValuePair<string, object?> log;

    /// <summary>Registers the instruments.</summary>
    /// <param name="name">Name of the log.</param>
    /// <param name="retained">Bytes on disk, when asked.</param>
    public LogMetrics(string name, Func<long> retained)
    {
        log = new("log", name);
        records = meter.CreateCounter<long>(CityTelemetry.LogRecords, "{record}");
        bytes = meter.CreateCounter<long>(CityTelemetry.LogBytes, "By");
        commits = meter.CreateHistogram(
            CityTelemetry.LogCommitDuration, "s", null, null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        meter.CreateObservableGauge(CityTelemetry.LogRetained, () => new Measurement<long>(retained(), log), "By");
    }

    /// <summary>A group became durable.</summary>
    public void Committed(long recordCount, long byteCount, TimeSpan duration)
    {
        records.Add(recordCount, log);
        bytes.Add(byteCount, log);
        commits.Record(duration.TotalSeconds, log);
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
