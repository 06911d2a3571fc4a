using System.Collections;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.History;

/// <summary>Brings readings into history, late ones too, with the names of their channels.</summary>
internal sealed class HistoryFollower(
    IHistory history, IChangeLog changes, ICityLog log, ShardDirectory directory, IOptions<FollowerOptions> options, TimeProvider time,
    ILogger<HistoryFollower> logger)
    : ChangeFollower<HistoryBatch>("history", changes, log.Partitions, options.Value.HistoryDelay, options, time, logger)
{
    /// <summary>
    /// Channels named since a hole was met: there the change log does not name them any more, so their shard does. Null: no hole.
    /// </summary>
    private readonly BitArray?[] named = new BitArray?[log.Partitions];

    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken)
    {
        // It is asked when following begins anew: names of a batch that was not stored are to be told again.
        named[partition]?.SetAll(false);
        return history.Watermark(partition, cancellationToken);
    }

    /// <inheritdoc/>
    protected override int CountOf(HistoryBatch batch) => batch.Rows.Count + batch.Channels.Count;

    /// <inheritdoc/>
    protected override ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken)
    {
        named[partition] = new BitArray(1024);
        return base.Bridge(partition, watermark, oldest, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async ValueTask Take(ChangeFrame frame, long after, HistoryBatch batch, CancellationToken cancellationToken)
    {
        var names = named[frame.Partition] is null
            ? null
            : await directory.NamesAt(frame.Partition, frame.LastSequence, cancellationToken);
        Translate(frame, after, batch, names);
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, HistoryBatch batch, long upTo, CancellationToken cancellationToken)
    {
        await history.Append(partition, batch, upTo, cancellationToken);
        CityMeters.HistoryRows.Add(batch.Rows.Count);
        batch.Clear();
    }

    private void Translate(ChangeFrame frame, long after, HistoryBatch batch, TwinNames? names)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence <= after)
            {
                continue;
            }

            switch (reader.Kind)
            {
                case ChangeKind.ChannelNamed:
                    var naming = ChannelNaming.Read(reader.Fields());
                    batch.Channels.Add(new HistoryChannel(reader.Channel, naming.Twin, naming.Channel, naming.Unit));
                    break;
                case ChangeKind.Reading or ChangeKind.LateReading:
                    if (names is not null)
                    {
                        TellName(frame.Partition, reader.Channel, batch, names);
                    }

                    batch.Rows.Add(new HistoryRow(
                        reader.Sequence, reader.Index, reader.Channel, reader.ObservedAtMs, reader.ArrivedAtMs, reader.Value,
                        reader.Kind == ChangeKind.LateReading ? Quality.Late : reader.Quality));
                    break;
            }
        }
    }

    private void TellName(int partition, int channel, HistoryBatch batch, TwinNames names)
    {
        var known = named[partition]!;
        if (channel >= known.Length)
        {
            known.Length = Math.Max(channel + 1, known.Length * 2);
        }

        if (!known[channel])
        {
            known[channel] = true;
            var (twin, name, unit) = names.Channel(channel);
            batch.Channels.Add(new HistoryChannel(channel, names.Twin(twin), name, unit));
        }
    }
}
