using CityActors.Grains.Registry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Registry;

/// <summary>Adds the embedded registry.</summary>
public static class RegistryServices
{
    /// <summary>Keeps the registry in a SQLite file, unless another one was added before.</summary>
    public static IServiceCollection AddSqliteRegistry(
        this IServiceCollection services, Action<SqliteRegistryOptions>? configure = null)
    {
        services.AddOptions<SqliteRegistryOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteRegistryOptions>, SqliteRegistryOptionsValidator>());
        services.TryAddSingleton<ITwinRegistry, SqliteTwinRegistry>();
        return services;
    }
}
