using CityActors.Grains.Kpis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Kpis;

/// <summary>Adds the embedded projection of KPIs.</summary>
public static class KpiServices
{
    /// <summary>Keeps the projection in a SQLite file, unless another one was added before.</summary>
    public static IServiceCollection AddSqliteKpis(this IServiceCollection services, Action<SqliteKpiOptions>? configure = null)
    {
        services.AddOptions<SqliteKpiOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteKpiOptions>, SqliteKpiOptionsValidator>());
        services.TryAddSingleton<IKpiStore, SqliteKpiStore>();
        return services;
    }
}
