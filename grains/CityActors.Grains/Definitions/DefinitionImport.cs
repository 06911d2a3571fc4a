using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Twins;

namespace CityActors.Grains.Definitions;

/// <summary>
/// Takes over what a shard knows of the definitions whose ids its partition owns: the newest version of each, and only that.
/// </summary>
internal sealed class DefinitionImport(IDefinitionStore store, IGrainFactory grains, ICityLog log)
{
    /// <summary>Imports the definitions of a partition.</summary>
    public async Task Take(int partition, CancellationToken cancellationToken)
    {
        var shelf = grains.GetGrain<IDefinitionShelfGrain>(partition);
        for (var from = 0; from >= 0;)
        {
            var page = await shelf.ExportDefinitions(from).WaitAsync(cancellationToken);
            var entries = page.Pictures.Select(static blob => DefinitionPicture.Read(RecordReader.OverFields(blob)))
                .Where(picture => TwinId.PartitionOf(picture.Id, log.Partitions) == partition)
                .Select(picture => new DefinitionEntry(page.Position, picture)).ToList();
            await store.Import(entries, cancellationToken);
            from = page.Next;
        }
    }
}
