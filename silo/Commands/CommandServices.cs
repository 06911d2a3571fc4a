using CityActors.Grains.Commands;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Commands;

/// <summary>Adds the embedded list of commands.</summary>
public static class CommandServices
{
    /// <summary>Keeps the list in a SQLite file, unless another store was added before.</summary>
    public static IServiceCollection AddSqliteCommands(
        this IServiceCollection services, Action<SqliteCommandOptions>? configure = null)
    {
        services.AddOptions<SqliteCommandOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteCommandOptions>, SqliteCommandOptionsValidator>());
        services.TryAddSingleton<ICommandStore, SqliteCommandStore>();
        return services;
    }
}
