using CityActors.Alerts;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Grains.Cases;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Identity;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Alerts;

/// <summary>
/// Brings what the fold says of episodes to the alerts. The watermark moves when all of a batch are durable; what is told twice, an
/// alert has heard.
/// </summary>
internal sealed class AlertFollower(
    ICaseStore store, IGrainFactory grains, IChangeLog changes, ICityLog log, IOptions<AlertOptions> alerts,
    IOptions<FollowerOptions> options, TimeProvider time, ILogger<AlertFollower> logger)
    : ChangeFollower<List<(string Episode, AlertReport Report)>>(
        FollowerName, changes, log.Partitions, alerts.Value.Delay, options, time, logger)
{
    /// <summary>Name of the watermarks.</summary>
    public const string FollowerName = "alerts";

    private readonly TimeProvider time = time;

    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(FollowerName, partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<(string Episode, AlertReport Report)> batch) => batch.Count;

    /// <inheritdoc/>
    protected override ValueTask Take(
        ChangeFrame frame, long after, List<(string Episode, AlertReport Report)> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence > after && KindOf(reader.Kind) is { } kind)
            {
                var picture = AlertPicture.Read(reader.Fields());
                batch.Add((picture.Episode, Report(kind, picture, reader)));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(
        int partition, List<(string Episode, AlertReport Report)> batch, long upTo, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            batch.GroupBy(static each => each.Episode),
            new ParallelOptions { MaxDegreeOfParallelism = alerts.Value.AtOnce, CancellationToken = cancellationToken },
            async (group, _) => await grains.GetGrain<IAlertGrain>(group.Key).Hear([.. group.Select(static each => each.Report)]));
        batch.Clear();
        await store.Write(
            new CaseWrite(time.GetUtcNow(), Caller.DefaultTenant, Caller.DefaultActor) { Watermark = new(FollowerName, partition, upTo) },
            cancellationToken);
    }

    private static AlertReportKind? KindOf(ChangeKind kind) => kind switch
    {
        ChangeKind.AlertRaised => AlertReportKind.Raised,
        ChangeKind.AlertRepeated => AlertReportKind.Repeated,
        ChangeKind.AlertReturned => AlertReportKind.Returned,
        ChangeKind.AlertCleared => AlertReportKind.Cleared,
        _ => null,
    };

    private static AlertReport Report(AlertReportKind kind, AlertPicture picture, ChangeReader reader)
    {
        var place = new TwinValue(ValueKind.Position, reader.Place, null);
        var isPlaced = reader.Place != ChangeWriter.NoPlace;
        return new AlertReport(
            kind,
            reader.Sequence,
            reader.Index,
            Moment.Of(reader.ArrivedAtMs),
            Moment.Of(picture.ObservedAtMs),
            picture.Rule,
            picture.RuleVersion,
            picture.Family,
            picture.Severity,
            picture.Twin,
            picture.Channel,
            picture.Zone,
            isPlaced ? place.Longitude : null,
            isPlaced ? place.Latitude : null,
            picture.Value,
            picture.Unit,
            picture.Count);
    }
}
