using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Log;
using CityActors.Quarantine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Quarantine;

/// <summary>Brings what the fold set aside into the quarantine, under the name of the record that it came from.</summary>
internal sealed class QuarantineFollower(
    IQuarantineStore store, IChangeLog changes, ICityLog log, IOptions<FollowerOptions> options, TimeProvider time,
    ILogger<QuarantineFollower> logger)
    : ChangeFollower<List<QuarantineEntry>>("quarantine", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    private const string RecordType = "application/vnd.city.record";

    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<QuarantineEntry> batch) => batch.Count;

    /// <inheritdoc/>
    protected override ValueTask Take(ChangeFrame frame, long after, List<QuarantineEntry> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Kind == ChangeKind.Quarantined && reader.Sequence > after)
            {
                var position = new LogPosition(frame.Generation, frame.Partition, reader.Sequence);
                batch.Add(Entry($"{position}.{reader.Index}", Refusal.Read(reader.Fields()), Moment.Of(reader.ArrivedAtMs)));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, List<QuarantineEntry> batch, long upTo, CancellationToken cancellationToken)
    {
        CityMeters.QuarantineOverflow.Add(await store.Follow(partition, [.. batch], upTo, cancellationToken));
        foreach (var entry in batch)
        {
            CityMeters.Quarantined.Add(1, new KeyValuePair<string, object?>("reason", entry.Reason));
        }

        batch.Clear();
    }

    private static QuarantineEntry Entry(string id, Refusal refusal, DateTimeOffset arrivedAt) => QuarantineGrain.Cut(new QuarantineEntry(
        id, refusal.Source, refusal.Twin ?? KindOf(refusal.Record), refusal.Reason, refusal.Detail, arrivedAt, RecordType,
        ImmutableArray.Create(refusal.Record)));

    private static string KindOf(byte[] record) => record.Length == 0 ? "record" : ((RecordKind)record[0]).ToString();
}
