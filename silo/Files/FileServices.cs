using CityActors.Grains.Files;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Files;

/// <summary>Adds the embedded store of files.</summary>
public static class FileServices
{
    /// <summary>Keeps files in a folder, unless another store was added before.</summary>
    public static IServiceCollection AddFolderFiles(this IServiceCollection services, Action<FolderFileOptions>? configure = null)
    {
        services.AddOptions<FolderFileOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderFileOptions>, FolderFileOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFileStore, FolderFileStore>();
        return services;
    }
}
