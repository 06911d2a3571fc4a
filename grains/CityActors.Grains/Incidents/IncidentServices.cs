using CityActors.Grains.Cases;
using CityActors.Grains.Files;
using CityActors.Grains.Loops;
using CityActors.Grains.WorkOrders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Incidents;

/// <summary>Adds incidents and work orders.</summary>
public static class IncidentServices
{
    /// <summary>
    /// Adds by what incidents, work orders and crews are listed, who tells what they have to tell, and the sweeps of due times and loose
    /// files. They need the ports <see cref="ICaseStore"/> and <see cref="IFileStore"/>.
    /// </summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddOptions<IncidentOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IncidentOptions>, IncidentOptionsValidator>());
        foreach (var index in new[] { IncidentWays.Index, WorkOrderWays.Index, CrewsGrain.Index })
        {
            services.AddSingleton(index);
        }

        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ICaseTeller, IncidentTeller>(),
            ServiceDescriptor.Singleton<ICaseTeller, AlertTeller>(),
            ServiceDescriptor.Singleton<ICaseSweep, WorkOrderSweep>(),
            ServiceDescriptor.Singleton<ICityLoop, LooseFiles>(),
        ]);
        return services;
    }
}
