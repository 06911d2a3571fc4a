using CityActors.Grains.Definitions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Definitions;

/// <summary>Adds the embedded projection of definitions.</summary>
public static class DefinitionServices
{
    /// <summary>Keeps versions of definitions in a SQLite file, unless another store was added before.</summary>
    public static IServiceCollection AddSqliteDefinitions(
        this IServiceCollection services, Action<SqliteDefinitionOptions>? configure = null)
    {
        services.AddOptions<SqliteDefinitionOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteDefinitionOptions>, SqliteDefinitionOptionsValidator>());
        services.TryAddSingleton<IDefinitionStore, SqliteDefinitionStore>();
        return services;
    }
}
