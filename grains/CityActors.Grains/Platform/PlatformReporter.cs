using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Quarantine;
using CityActors.Grains.Twins;
using CityActors.Identity;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Platform;

/// <summary>
/// Lets the platform report on itself as any device does: readings of a twin of its own, so that rules, KPIs and history treat its
/// health like that of a pump. A report that cannot be made is left out and counted; the next one comes a period later.
/// </summary>
internal sealed partial class PlatformReporter(
    ICityLog log, ShardGrains shards, ShardProgress progress, IQuarantineStore quarantine, IOptions<PlatformOptions> options,
    TimeProvider time, ILogger<PlatformReporter> logger) : ICityLoop
{
    /// <summary>The twin.</summary>
    public const string Twin = "urn:ngsi-ld:Platform:city";

    private const string Actor = "platform";
    private const double BytesPerMebibyte = 1024 * 1024;
    private readonly RecordWriter writer = new();
    private (long Records, long AtMs)? before;
    private bool failing;

    /// <inheritdoc/>
    public string Name => Actor;

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (!options.Value.IsEnabled)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        using var timer = new PeriodicTimer(options.Value.Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                if (progress.AllCaughtUp)
                {
                    await Report(cancellationToken);
                }

                failing = false;
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                CityMeters.LoopFailed(Name);
                if (!failing)
                {
                    failing = true;
                    LogFailed(logger, wrong);
                }
            }
        }
    }

    private async Task Report(CancellationToken cancellationToken)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var report = await Measure(nowMs, cancellationToken);
        Caller.Set(Caller.DefaultTenant, Actor);
        var addresses = await shards.Of(Twin)
            .Resolve([.. report.Select(static one => new ChannelName(Twin, one.Channel, one.Unit))], register: true)
            .WaitAsync(cancellationToken);
        writer.Clear();
        for (var each = 0; each < report.Count; each++)
        {
            writer.Reading(addresses[each].Handle, TwinValue.Of(report[each].Value), nowMs, 0);
        }

        await log.Append(
            [new LogEntry(shards.PartitionOf(Twin), Caller.DefaultTenant, Actor, nowMs, writer.Count, writer.Written)], cancellationToken);
    }

    private async Task<List<(string Channel, string Unit, double Value)>> Measure(long nowMs, CancellationToken cancellationToken)
    {
        var records = Enumerable.Range(0, progress.Partitions).Sum(partition => progress.Folded(partition) + 1);
        var report = new List<(string, string, double)>
        {
            ("foldLag", "s", progress.WorstLagMs(nowMs) / 1000.0),
            ("quarantined", "count", (await quarantine.List(null, null, 1, cancellationToken)).Total),
            ("memory", "MiB", Math.Round(Environment.WorkingSet / BytesPerMebibyte, 1)),
            ("logSize", "MiB", Math.Round(log.Status.RetainedBytes / BytesPerMebibyte, 1)),
        };

        // How fast it goes shows between two reports.
        if (before is { } last && nowMs > last.AtMs)
        {
            report.Add(("recordsPerSecond", "1/s", Math.Round((records - last.Records) * 1000.0 / (nowMs - last.AtMs), 1)));
        }

        before = (records, nowMs);
        return report;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The platform could not report on itself; it tries again each period.")]
    private static partial void LogFailed(ILogger logger, Exception wrong);
}
