using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Registry;

/// <summary>Brings registrations, descriptions, deletions and zones into the registry.</summary>
internal sealed class RegistryFollower(
    ITwinRegistry registry, RegistryImport import, IChangeLog changes, ICityLog log, ShardDirectory directory,
    IOptions<FollowerOptions> options, TimeProvider time, ILogger<RegistryFollower> logger)
    : ChangeFollower<List<RegistryEntry>>("registry", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        registry.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<RegistryEntry> batch) => batch.Count;

    /// <inheritdoc/>
    protected override async ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken) =>
        await import.Take(partition, cancellationToken);

    /// <inheritdoc/>
    protected override async ValueTask Take(
        ChangeFrame frame, long after, List<RegistryEntry> batch, CancellationToken cancellationToken)
    {
        var deleted = Translate(frame, after, batch);
        if (deleted.Count == 0)
        {
            return;
        }

        // A deletion says only the handle.
        var names = await directory.NamesAt(frame.Partition, frame.LastSequence, cancellationToken);
        foreach (var (place, twin) in deleted)
        {
            batch[place] = batch[place] with { Id = names.Twin(twin) };
        }
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, List<RegistryEntry> batch, long upTo, CancellationToken cancellationToken)
    {
        await registry.Apply(partition, batch, upTo, cancellationToken);
        batch.Clear();
    }

    private static List<(int Place, int Twin)> Translate(ChangeFrame frame, long after, List<RegistryEntry> batch)
    {
        List<(int, int)> deleted = [];
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Sequence <= after)
            {
                continue;
            }

            switch (reader.Kind)
            {
                case ChangeKind.Registered or ChangeKind.Described:
                    var picture = TwinPicture.Read(reader.Fields());
                    var isPlaced = reader.Place != ChangeWriter.NoPlace;
                    var place = new TwinValue(ValueKind.Position, reader.Place, null);
                    batch.Add(new RegistryEntry(
                        reader.Sequence, picture.Id, false, picture.Attributes, picture.Relations, picture.Zone,
                        isPlaced ? place.Longitude : null, isPlaced ? place.Latitude : null, null));
                    break;
                case ChangeKind.Deleted:
                    deleted.Add((batch.Count, reader.Twin));
                    batch.Add(Bare(reader.Sequence, "") with { Deleted = true });
                    break;
                case ChangeKind.ZoneDefined:
                    var fields = reader.Fields();
                    var zone = ZonePicture.Read(ref fields);
                    batch.Add(Bare(reader.Sequence, zone.Id) with { AsZone = zone });
                    break;
            }
        }

        return deleted;
    }

    private static RegistryEntry Bare(long sequence, string id) =>
        new(sequence, id, false, ImmutableSortedDictionary<string, string>.Empty, [], null, null, null, null);
}
