using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Kpis;
using CityActors.Domain.Twins;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Kpis;

/// <summary>Brings definitions and values of KPIs into their projection.</summary>
internal sealed class KpiFollower(
    IKpiStore store, KpiBell bell, IChangeLog changes, ICityLog log, IOptions<FollowerOptions> options, TimeProvider time,
    ILogger<KpiFollower> logger)
    : ChangeFollower<List<KpiEntry>>("kpis", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<KpiEntry> batch) => batch.Count;

    /// <inheritdoc/>
    protected override ValueTask Take(ChangeFrame frame, long after, List<KpiEntry> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence > after && Entry(reader) is { } entry)
            {
                batch.Add(entry);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, List<KpiEntry> batch, long upTo, CancellationToken cancellationToken)
    {
        await store.Apply(partition, batch, upTo, cancellationToken);
        if (batch.Count > 0)
        {
            bell.Ring();
            batch.Clear();
        }
    }

    private static KpiEntry? Entry(ChangeReader reader) => reader.Kind switch
    {
        ChangeKind.Defined => Defined(reader.Sequence, reader.Index, DefinitionPicture.Read(reader.Fields())),
        _ => null,
    };

    private static KpiEntry? Defined(long sequence, int index, DefinitionPicture picture) =>
        picture.Kind != DefinitionKind.Derivation ? null
        : KpiDefinitionText.Read(picture) is { } definition ? new KpiEntry(sequence, index, definition, null, null)
        : new KpiEntry(
            sequence, index, null,
            new KpiRetirement(picture.Id, picture.Version, picture.Actor, Moment.Of(picture.AtMs), picture.Why), null);
}
