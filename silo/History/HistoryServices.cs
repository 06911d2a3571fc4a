using CityActors.Grains.History;
using CityActors.Grains.Log;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.History;

/// <summary>Adds the embedded history.</summary>
public static class HistoryServices
{
    /// <summary>Keeps history in DuckDB files, unless another one was added before.</summary>
    public static IServiceCollection AddDuckDbHistory(
        this IServiceCollection services, Action<DuckDbHistoryOptions>? configure = null)
    {
        services.AddOptions<DuckDbHistoryOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<DuckDbHistoryOptions>, DuckDbHistoryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHistory>(static city => new DuckDbHistory(
            city.GetRequiredService<IOptions<DuckDbHistoryOptions>>(),
            city.GetRequiredService<ICityLog>().Generation,
            city.GetRequiredService<TimeProvider>(),
            city.GetRequiredService<ILogger<DuckDbHistory>>()));
        return services;
    }
}
