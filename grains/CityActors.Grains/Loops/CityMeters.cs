using System.Diagnostics;
using System.Diagnostics.Metrics;
using CityActors.Commands;
using CityActors.Telemetry;

namespace CityActors.Grains.Loops;

/// <summary>What the actors count of themselves.</summary>
internal static class CityMeters
{
    private static readonly Meter Meter = new(CityTelemetry.Source);

    /// <summary>Spans of the actors.</summary>
    public static readonly ActivitySource Spans = new(CityTelemetry.Source);

    /// <summary>Records folded, by partition.</summary>
    public static readonly Counter<long> FoldRecords = Meter.CreateCounter<long>(CityTelemetry.FoldRecords, "{record}");

    /// <summary>Records skipped as poison.</summary>
    public static readonly Counter<long> FoldPoison = Meter.CreateCounter<long>(CityTelemetry.FoldPoison, "{record}");

    /// <summary>Open states of rules and baselines that found no room, by partition.</summary>
    public static readonly Counter<long> RulesOverflow = Meter.CreateCounter<long>(CityTelemetry.RulesOverflow, "{state}");

    /// <summary>What of derivations found no room, by partition.</summary>
    public static readonly Counter<long> DerivationsOverflow = Meter.CreateCounter<long>(CityTelemetry.DerivationsOverflow, "{item}");

    /// <summary>Subscribers of single twins that fell behind.</summary>
    public static readonly Counter<long> SubscribersBehind = Meter.CreateCounter<long>(CityTelemetry.TwinSubscribersBehind, "{time}");

    /// <summary>Snapshots published.</summary>
    public static readonly Counter<long> Snapshots = Meter.CreateCounter<long>(CityTelemetry.Snapshots, "{snapshot}");

    /// <summary>History rows stored.</summary>
    public static readonly Counter<long> HistoryRows = Meter.CreateCounter<long>(CityTelemetry.HistoryRows, "{row}");

    /// <summary>Quarantine entries kept, by reason.</summary>
    public static readonly Counter<long> Quarantined = Meter.CreateCounter<long>(CityTelemetry.Quarantined, "{entry}");

    /// <summary>Quarantine entries dropped because it was full.</summary>
    public static readonly Counter<long> QuarantineOverflow = Meter.CreateCounter<long>(CityTelemetry.QuarantineOverflow, "{entry}");

    /// <summary>Partials carried to the partitions of derived twins.</summary>
    public static readonly Counter<long> PartialsCarried = Meter.CreateCounter<long>(CityTelemetry.PartialsCarried, "{partial}");

    /// <summary>Ticks left out.</summary>
    public static readonly Counter<long> TicksSkipped = Meter.CreateCounter<long>(CityTelemetry.TicksSkipped, "{tick}");

    /// <summary>Commands handed to devices, repeats included.</summary>
    public static readonly Counter<long> CommandsSent = Meter.CreateCounter<long>(CityTelemetry.CommandsSent, "{message}");

    private static readonly Counter<long> CommandsEnded = Meter.CreateCounter<long>(CityTelemetry.CommandsEnded, "{command}");

    private static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>(CityTelemetry.LoopFailures, "{failure}");

    /// <summary>Shows the worst fold lag of all shards.</summary>
    public static void ShowFoldLag(Func<double> seconds) => Meter.CreateObservableGauge(CityTelemetry.FoldLag, seconds, "s");

    /// <summary>A command ended.</summary>
    public static void CommandEnded(CommandState state) =>
        CommandsEnded.Add(1, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    /// <summary>A background loop failed and goes on.</summary>
    public static void LoopFailed(string loop) => LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", loop));
}
