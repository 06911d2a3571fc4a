using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Twins;
using CityActors.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Clock;

/// <summary>
/// Says in the log what time it is, because the fold has no clock: a tick to every partition each period, all in one flush. A time in
/// which the city could not hear anybody (it was down, or its log took nothing) is said as a gap before the next tick, so that
/// nobody is taken for silent who could not be heard.
/// </summary>
internal sealed partial class CityClock(
    ICityLog log, ShardGrains shards, ShardProgress progress, IOptions<ClockOptions> options, TimeProvider time, ILogger<CityClock> logger)
    : ICityLoop
{
    private const string Actor = "clock";
    private readonly RecordWriter writer = new();
    private readonly List<LogEntry> entries = [];
    private readonly bool[] versionKnown = new bool[log.Partitions];
    private long lastMs;
    private bool failing;

    /// <inheritdoc/>
    public string Name => Actor;

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Finds out when the city was last awake, before anything new arrives.</summary>
    public async Task Prepare(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            lastMs = Math.Max(lastMs, await LastArrivalMs(partition, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (!options.Value.IsEnabled)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        using var timer = new PeriodicTimer(options.Value.Period, time);
        do
        {
            await Tick(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        try
        {
            await FindVersions(cancellationToken);

            // A clock that is set back must not make the city's time go back.
            var now = Math.Max(NowMs, lastMs);
            writer.Clear();
            if (lastMs > 0 && now - lastMs > options.Value.GapAfter.TotalMilliseconds)
            {
                LogGap(logger, (now - lastMs) / 1000.0);
                writer.Gap(lastMs, now);
            }

            writer.Tick(now);
            await ToAll(now, cancellationToken);
            lastMs = now;
            failing = false;
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            CityMeters.TicksSkipped.Add(1);
            if (!failing)
            {
                failing = true;
                LogSkipped(logger, wrong);
            }
        }
    }

    private async Task ToAll(long nowMs, CancellationToken cancellationToken)
    {
        entries.Clear();
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            entries.Add(new LogEntry(partition, Caller.DefaultTenant, Actor, nowMs, writer.Count, writer.Written));
        }

        await log.Append(entries, cancellationToken);
    }

    /// <summary>
    /// Records are folded by the version that the log names: where it names another than this program's, or none, it is said. What
    /// the log names is known at once for an empty partition, else when its shard has caught up.
    /// </summary>
    private async Task FindVersions(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < versionKnown.Length; partition++)
        {
            if (versionKnown[partition])
            {
                continue;
            }

            var isEmpty = log.Committed(partition) < 0;
            if (!isEmpty && !progress.AllCaughtUp)
            {
                return;
            }

            if (isEmpty || (await shards.All[partition].Wake().WaitAsync(cancellationToken)).FoldVersion != ShardFold.Version)
            {
                writer.Clear();
                writer.FoldVersion(ShardFold.Version);
                await log.Append(
                    [new LogEntry(partition, Caller.DefaultTenant, Actor, NowMs, writer.Count, writer.Written)], cancellationToken);
            }

            versionKnown[partition] = true;
        }
    }

    private async Task<long> LastArrivalMs(int partition, CancellationToken cancellationToken)
    {
        var committed = log.Committed(partition);
        if (committed >= 0)
        {
            await foreach (var frame in log.Read(partition, committed, cancellationToken))
            {
                return frame.ArrivedAtMs;
            }
        }

        return 0;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The city could not hear anybody for {Seconds:0.0} s; clocks of silence start again.")]
    private static partial void LogGap(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The clock could not tick; it tries again each period.")]
    private static partial void LogSkipped(ILogger logger, Exception wrong);
}
