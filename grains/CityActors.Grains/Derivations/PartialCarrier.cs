using CityActors.Domain.Changes;
using CityActors.Domain.Derivations;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Derivations;

/// <summary>
/// Carries what each partition says it contributes to derived twins into the log of the partitions that own them, in one flush with a
/// mark of how far it came. The mark stands in the log of the partition that was read, so that it is where a restart finds it; a crash
/// in between carries something twice, which the fold passes over.
/// </summary>
internal sealed class PartialCarrier(
    IChangeLog changes, ICityLog log, ShardGrains shards, IOptions<FollowerOptions> options, TimeProvider time,
    ILogger<PartialCarrier> logger)
    : ChangeFollower<PartialBatch>("derivations", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    private const string Actor = "derivations";
    private const long BytesMax = 4 << 20;

    /// <summary>Without partials the mark moves so seldom that it costs nothing, but often enough that a restart reads little.</summary>
    private const long MarkEvery = 100_000;

    private readonly TimeProvider clock = time;
    private readonly long[] marked = new long[log.Partitions];

    /// <inheritdoc/>
    protected override async ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        marked[partition] = await shards.All[partition].Carried().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(PartialBatch batch) => batch.Bytes > BytesMax ? int.MaxValue : batch.Count;

    /// <inheritdoc/>
    protected override ValueTask Take(ChangeFrame frame, long after, PartialBatch batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Kind == ChangeKind.Partial && reader.Sequence > after)
            {
                var records = batch.Of(PartialRecords.OwnerOf(reader, log.Partitions));
                var start = records.Writer.Length;
                records.Writer.Partial(frame.Partition, reader);
                records.EndRecord(start, Actor);
                batch.Count++;
                batch.Bytes += records.Writer.Length - start;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, PartialBatch batch, long upTo, CancellationToken cancellationToken)
    {
        if (batch.Count == 0 && upTo - marked[partition] < MarkEvery)
        {
            return;
        }

        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var entries = new List<LogEntry>();
        foreach (var (owner, records) in batch.Owners)
        {
            records.AddTo(entries, owner, Caller.DefaultTenant, Actor, nowMs);
        }

        var mark = new RecordBatch();
        mark.Writer.Carried(upTo);
        mark.AddTo(entries, partition, Caller.DefaultTenant, Actor, nowMs);
        await log.Append(entries, cancellationToken);
        CityMeters.PartialsCarried.Add(batch.Count);
        marked[partition] = upTo;
        batch.Clear();
    }
}
