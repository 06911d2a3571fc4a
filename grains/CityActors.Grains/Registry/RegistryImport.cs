using System.Text.Json;
using CityActors.Grains.Twins;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Grains.Registry;

/// <summary>
/// Takes over a whole partition from its shard. Pages are read while the shard goes on folding, so they are of different positions:
/// the registry then follows the change log from the position of the first page, and what changed in between comes once more, whole.
/// </summary>
internal sealed class RegistryImport(ITwinRegistry registry, ShardGrains shards)
{
    private const int PageTwins = 2_000;

    /// <summary>Imports every twin of a partition.</summary>
    /// <returns>Sequence after which the change log is to be followed; it is the registry's watermark now.</returns>
    public async Task<long> Take(int partition, CancellationToken cancellationToken)
    {
        var from = 0;
        long? first = null;
        while (from >= 0)
        {
            var page = await shards.All[partition].Export(from, PageTwins).WaitAsync(cancellationToken);
            first ??= page.Position.Sequence;
            await registry.Import(partition, Entries(page), cancellationToken);
            from = page.NextHandle;
        }

        await registry.Apply(partition, [], first!.Value, cancellationToken);
        return first.Value;
    }

    private static List<RegistryEntry> Entries(ShardExport page)
    {
        var entries = new List<RegistryEntry>(page.Twins.Length);
        foreach (var twin in page.Twins)
        {
            var entry = new RegistryEntry(
                page.Position.Sequence, twin.Id, false, twin.Attributes, twin.Relations, twin.Zone, twin.Longitude, twin.Latitude, null);
            entries.Add(entry);
            if (AsZone(twin) is { } zone)
            {
                entries.Add(entry with { AsZone = zone });
            }
        }

        return entries;
    }

    /// <summary>A zone is a twin that says its level, name and area; its parent is a relation.</summary>
    private static Zone? AsZone(TwinState twin)
    {
        if (!twin.Attributes.TryGetValue("level", out var level) || !int.TryParse(level, out var number)
            || !twin.Attributes.TryGetValue("name", out var name) || !twin.Attributes.TryGetValue("location", out var location)
            || !location.Contains("Polygon", StringComparison.Ordinal))
        {
            return null;
        }

        var parent = twin.Relations.FirstOrDefault(static relation => relation.Name == "refParent").Object;
        return new Zone(twin.Id, JsonSerializer.Deserialize<string>(name) ?? "", number, parent, location);
    }
}
