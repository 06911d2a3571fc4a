using CityActors.Grains.Cases;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Cases;

/// <summary>Adds the embedded store of cases.</summary>
public static class CaseServices
{
    /// <summary>Keeps cases in a SQLite file, unless another store was added before.</summary>
    public static IServiceCollection AddSqliteCases(this IServiceCollection services, Action<SqliteCaseOptions>? configure = null)
    {
        services.AddOptions<SqliteCaseOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteCaseOptions>, SqliteCaseOptionsValidator>());
        services.TryAddSingleton<ICaseStore, SqliteCaseStore>();
        return services;
    }
}
