using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CityActors.Simulators.Fleet;

/// <summary>Adds the sample city with its devices to a host.</summary>
public static class DemoFleetRegistration
{
    /// <summary>
    /// Adds a hosted service that waits until the city is ready, defines a sample city over HTTP if it is not there yet, and runs its
    /// devices over MQTT until the host stops.
    /// </summary>
    public static IServiceCollection AddDemoFleet(this IServiceCollection services, Action<DemoFleetOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DemoFleet>());
        return services;
    }
}
