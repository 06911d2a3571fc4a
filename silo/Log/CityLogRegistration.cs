using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityActors.Silo.Log;

/// <summary>Makes the embedded logs known to the city.</summary>
public static class CityLogRegistration
{
    /// <summary>
    /// Adds <see cref="ICityLog"/> and <see cref="IChangeLog"/>. The host has opened them, and closes them when everything else has
    /// ended.
    /// </summary>
    public static IServiceCollection AddCityLog(this IServiceCollection services, CityLogs logs)
    {
        services.TryAddSingleton(logs.Directory);
        services.TryAddSingleton<ICityLog>(logs.City);
        services.TryAddSingleton<IChangeLog>(logs.Changes);
        return services;
    }
}
