using CityActors.Grains.Snapshots;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Snapshots;

/// <summary>Adds the embedded snapshot store.</summary>
public static class SnapshotServices
{
    /// <summary>Keeps snapshots in a folder, unless another store was added before.</summary>
    public static IServiceCollection AddFolderSnapshots(
        this IServiceCollection services, Action<FolderSnapshotOptions>? configure = null)
    {
        services.AddOptions<FolderSnapshotOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FolderSnapshotOptions>, FolderSnapshotOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISnapshotStore, FolderSnapshotStore>();
        return services;
    }
}
