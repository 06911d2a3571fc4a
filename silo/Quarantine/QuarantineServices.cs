using CityActors.Grains.Quarantine;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Quarantine;

/// <summary>Adds the embedded quarantine.</summary>
public static class QuarantineServices
{
    /// <summary>Keeps the quarantine in a SQLite file, unless another store was added before.</summary>
    public static IServiceCollection AddSqliteQuarantine(
        this IServiceCollection services, Action<SqliteQuarantineOptions>? configure = null)
    {
        services.AddOptions<SqliteQuarantineOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteQuarantineOptions>, SqliteQuarantineOptionsValidator>());
        services.TryAddSingleton<IQuarantineStore, SqliteQuarantineStore>();
        return services;
    }
}
