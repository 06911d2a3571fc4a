using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Kpis;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Grains.Changes;
using CityActors.Grains.Definitions;
using CityActors.Grains.Log;
using CityActors.Kpis;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Kpis;

/// <summary>Brings definitions and values of KPIs into their projection.</summary>
internal sealed class KpiFollower(
    IKpiStore store, KpiBell bell, IGrainFactory grains, IChangeLog changes, ICityLog log, IOptions<FollowerOptions> options,
    TimeProvider time, ILogger<KpiFollower> logger)
    : ChangeFollower<List<KpiEntry>>("kpis", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    private readonly int partitions = log.Partitions;

    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<KpiEntry> batch) => batch.Count;

    /// <summary>
    /// Takes over from the shard what KPIs there are; their values begin with what the change log still says.
    /// </summary>
    protected override async ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken)
    {
        var (shelf, before) = (grains.GetGrain<IDefinitionShelfGrain>(partition), oldest - 1);
        var entries = new List<KpiEntry>();
        for (var from = 0; from >= 0;)
        {
            var page = await shelf.ExportDefinitions(from).WaitAsync(cancellationToken);
            entries.AddRange(page.Pictures.Select(static blob => DefinitionPicture.Read(RecordReader.OverFields(blob)))
                .Where(picture => TwinId.PartitionOf(picture.Id, partitions) == partition)
                .Select(picture => Defined(before, 0, picture)).OfType<KpiEntry>());
            from = page.Next;
        }

        await store.Apply(partition, entries, before, cancellationToken);
        return before;
    }

    /// <inheritdoc/>
    protected override ValueTask Take(ChangeFrame frame, long after, List<KpiEntry> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence > after && Entry(frame, reader) is { } entry)
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

    private static KpiEntry? Entry(ChangeFrame frame, ChangeReader reader) => reader.Kind switch
    {
        ChangeKind.Derived => Said(frame, reader, DerivedPicture.Read(reader.Fields())),
        ChangeKind.Defined => Defined(reader.Sequence, reader.Index, DefinitionPicture.Read(reader.Fields())),
        _ => null,
    };

    private static KpiEntry? Defined(long sequence, int index, DefinitionPicture picture) =>
        picture.Kind != DefinitionKind.Derivation ? null
        : KpiDefinitionText.Read(picture) is { } definition ? new KpiEntry(sequence, index, definition, null, null)
        : new KpiEntry(
            sequence, index, null,
            new KpiRetirement(picture.Id, picture.Version, picture.Actor, Moment.Of(picture.AtMs), picture.Why), null);

    private static KpiEntry? Said(ChangeFrame frame, ChangeReader reader, DerivedPicture said) =>
        TwinId.TypeOf(said.Target) != KpiValue.TwinType ? null : new KpiEntry(reader.Sequence, reader.Index, null, null, new KpiValue(
            said.Definition, said.Zone ?? KpiValue.City, said.Target, Number(said), "", Moment.Of(said.StartMs), Moment.Of(said.EndMs),
            said.Revision, said.Final, said.Members, said.Contributing, said.Stale, said.Late, said.Version, KpiBand.Grey, null,
            Moment.Of(reader.ArrivedAtMs), new LogPosition(frame.Generation, frame.Partition, reader.Sequence)));

    private static double? Number(DerivedPicture said)
    {
        foreach (var (channel, value) in said.Values)
        {
            if (channel == KpiValue.Channel && value.Kind is ValueKind.Number or ValueKind.Boolean)
            {
                return value.Kind == ValueKind.Number ? value.Number : value.Boolean ? 1 : 0;
            }
        }

        return null;
    }
}
