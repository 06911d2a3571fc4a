using CityActors.Grains.Log;

namespace CityActors.Grains.Registry;

/// <summary>
/// Makes the registry anew: empties it, takes over every shard, and lets it follow the change log again. Searches find only part of
/// the city meanwhile.
/// </summary>
public sealed class RegistryRebuild
{
    private readonly ITwinRegistry registry;
    private readonly RegistryFollower follower;
    private readonly RegistryImport import;
    private readonly ICityLog log;

    internal RegistryRebuild(ITwinRegistry registry, RegistryFollower follower, RegistryImport import, ICityLog log)
    {
        this.registry = registry;
        this.follower = follower;
        this.import = import;
        this.log = log;
    }

    /// <summary>Rebuilds; the silo must be running.</summary>
    /// <param name="cancellationToken">Gives up; the registry is then incomplete until a rebuild ends.</param>
    public Task Run(CancellationToken cancellationToken) => follower.Anew(
        async () =>
        {
            await registry.Reset(cancellationToken);
            for (var partition = 0; partition < log.Partitions; partition++)
            {
                await import.Take(partition, cancellationToken);
            }
        },
        cancellationToken);
}
