using CityActors.Silo.History.Days;

namespace CityActors.Silo.History;

/// <summary>What writing, reading and tending share.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Generation">Generation of the log.</param>
/// <param name="Engine">DuckDB.</param>
/// <param name="Files">Files of days.</param>
/// <param name="Catalog">Channels and watermarks.</param>
/// <param name="Horizon">Which days are kept.</param>
/// <param name="WriterGate">Held by whoever changes files of raw readings, and what is remembered of them.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log of this program.</param>
internal sealed record HistoryParts(
    DuckDbHistoryOptions Options, int Generation, DuckEngine Engine, DayFiles Files, HistoryCatalog Catalog, HistoryHorizon Horizon,
    SemaphoreSlim WriterGate, TimeProvider Time, ILogger Logger);
