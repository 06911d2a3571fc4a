using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Definitions;

/// <summary>Brings versions of definitions into their projection.</summary>
internal sealed class DefinitionFollower(
    IDefinitionStore store, DefinitionImport import, IChangeLog changes, ICityLog log, IOptions<FollowerOptions> options,
    TimeProvider time, ILogger<DefinitionFollower> logger)
    : ChangeFollower<List<DefinitionEntry>>("definitions", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<DefinitionEntry> batch) => batch.Count;

    /// <inheritdoc/>
    protected override async ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken)
    {
        await import.Take(partition, cancellationToken);
        return oldest - 1; // what is retained says more than the state: every version, with its own position
    }

    /// <inheritdoc/>
    protected override ValueTask Take(
        ChangeFrame frame, long after, List<DefinitionEntry> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Kind == ChangeKind.Defined && reader.Sequence > after)
            {
                batch.Add(new DefinitionEntry(
                    new LogPosition(frame.Generation, frame.Partition, reader.Sequence), DefinitionPicture.Read(reader.Fields())));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, List<DefinitionEntry> batch, long upTo, CancellationToken cancellationToken)
    {
        await store.Apply(partition, batch, upTo, cancellationToken);
        batch.Clear();
    }
}
