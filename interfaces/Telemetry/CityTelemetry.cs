namespace CityActors.Telemetry;

/// <summary>
/// Names of every meter, metric, trace source and span of the city, in one place. Units are UCUM, as OpenTelemetry wants them.
/// </summary>
public static class CityTelemetry
{
    /// <summary>Name of the meter and of the trace source.</summary>
    public const string Source = "CityActors";

    // Ingress
    /// <summary>Readings acknowledged as durable ({reading}), by <c>door</c>.</summary>
    public const string ReadingsAccepted = "city.ingress.readings.accepted";

    /// <summary>Readings or messages refused ({record}), by <c>door</c> and <c>reason</c>.</summary>
    public const string Refused = "city.ingress.refused";

    /// <summary>Twins registered because a device reported under an unknown name ({twin}).</summary>
    public const string TwinsAdmitted = "city.ingress.twins.admitted";

    /// <summary>Times a sender was made to wait because the fold lagged ({wait}), by <c>door</c>.</summary>
    public const string IngressSlowed = "city.ingress.slowed";

    /// <summary>Span: one message or request from parsing to acknowledgement.</summary>
    public const string IngestSpan = "city.ingest";

    // Log
    /// <summary>Records made durable ({record}).</summary>
    public const string LogRecords = "city.log.records";

    /// <summary>Bytes made durable (By).</summary>
    public const string LogBytes = "city.log.bytes";

    /// <summary>Time of a group commit (s).</summary>
    public const string LogCommitDuration = "city.log.commit.duration";

    /// <summary>Bytes on disk (By).</summary>
    public const string LogRetained = "city.log.retained";

    // Fold
    /// <summary>Records folded ({record}), by <c>partition</c>.</summary>
    public const string FoldRecords = "city.fold.records";

    /// <summary>Worst fold lag of all shards (s).</summary>
    public const string FoldLag = "city.fold.lag";

    /// <summary>Records skipped as poison ({record}).</summary>
    public const string FoldPoison = "city.fold.poison";

    /// <summary>Times a subscriber of one twin fell so far behind that he reads the change log by himself ({time}).</summary>
    public const string TwinSubscribersBehind = "city.twin.subscribers.behind";

    /// <summary>Open states of rules and baselines that found no room ({state}), by partition.</summary>
    public const string RulesOverflow = "city.rules.overflow";

    /// <summary>Derived twins, memberships, panes and windows that found no room ({item}), by partition.</summary>
    public const string DerivationsOverflow = "city.derivations.overflow";

    /// <summary>Span: a shard folds a batch.</summary>
    public const string FoldSpan = "city.fold";

    /// <summary>Failures of background loops that were logged and retried ({failure}), by <c>loop</c>.</summary>
    public const string LoopFailures = "city.loop.failures";

    /// <summary>Ticks of the city clock left out because the log accepted nothing ({tick}).</summary>
    public const string TicksSkipped = "city.clock.skipped";

    // Snapshots
    /// <summary>Snapshots published ({snapshot}).</summary>
    public const string Snapshots = "city.snapshot.published";

    // History
    /// <summary>Rows stored ({row}).</summary>
    public const string HistoryRows = "city.history.rows";

    /// <summary>Readings that were older than what history keeps ({row}).</summary>
    public const string HistoryExpired = "city.history.expired";

    /// <summary>Hours of history rolled up, or parts of them anew ({interval}).</summary>
    public const string HistoryRolledUp = "city.history.rolledup";

    /// <summary>Counter: days whose raw readings were put in order and freed of duplicates.</summary>
    public const string HistoryCompacted = "city.history.compacted";

    // Streams
    /// <summary>Changes handed to subscribers ({change}).</summary>
    public const string StreamDelivered = "city.stream.delivered";

    /// <summary>Changes read back from the change log for subscribers that are behind ({change}).</summary>
    public const string StreamReadBack = "city.stream.readback";

    /// <summary>Map cells that somebody follows ({cell}).</summary>
    public const string StreamCells = "city.stream.cells";

    /// <summary>Memory of the newest changes of followed cells (By).</summary>
    public const string StreamCached = "city.stream.cached";

    /// <summary>Deliveries and subscriptions that failed ({failure}), by <c>reason</c>.</summary>
    public const string StreamFailures = "city.stream.failures";

    // Commands
    /// <summary>Commands handed to devices, repeats included ({message}).</summary>
    public const string CommandsSent = "city.commands.sent";

    /// <summary>Commands that ended ({command}), by <c>state</c>; rejected ones beyond what a twin may have open included.</summary>
    public const string CommandsEnded = "city.commands.ended";

    // Live feeds of the API
    /// <summary>Feeds that are open ({feed}).</summary>
    public const string LiveFeeds = "city.live.feeds";

    /// <summary>Feeds that were refused, or ended other than by their reader ({feed}), by <c>reason</c>.</summary>
    public const string LiveFeedsEnded = "city.live.feeds.ended";

    // Derivations
    /// <summary>Counter of partials carried to the partitions that own their derived twins.</summary>
    public const string PartialsCarried = "city.derivations.partials";

    // Quarantine
    /// <summary>Entries kept ({entry}), by <c>reason</c>.</summary>
    public const string Quarantined = "city.quarantine.kept";

    /// <summary>Entries dropped because the quarantine was full ({entry}).</summary>
    public const string QuarantineOverflow = "city.quarantine.overflow";
}
