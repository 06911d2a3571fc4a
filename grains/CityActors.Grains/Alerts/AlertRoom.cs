using CityActors.Grains.Alerts.Correlation;
using CityActors.Grains.Alerts.Suppressions;
using CityActors.Grains.Cases;
using CityActors.Grains.Loops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Alerts;

/// <summary>Brings alerts, suppression windows and correlators into a silo.</summary>
internal static class AlertRoom
{
    /// <summary>Adds them. They need the port <see cref="ICaseStore"/>.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().ValidateOnStart();
        services.TryAddSingleton<ZoneLadder>();
        services.TryAddSingleton<RuleTitles>();
        services.TryAddSingleton<SuppressionBook>();
        services.TryAddSingleton<AlertPorts>();
        services.AddSingleton(AlertIndex.Index).AddSingleton(SuppressionIndex.Index).AddSingleton(LinkIndex.Index);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>(),
            ServiceDescriptor.Singleton<ICityLoop, AlertFollower>(),
            ServiceDescriptor.Singleton<ICityLoop, SuppressionBook>(static from => from.GetRequiredService<SuppressionBook>()),
            ServiceDescriptor.Singleton<ICaseTeller, AlertTelling>(),
            ServiceDescriptor.Singleton<ICaseTeller, IncidentTelling>(),
            ServiceDescriptor.Singleton<ICaseSweep, AlertSweep>(),
            ServiceDescriptor.Singleton<ICaseSweep, SuppressionSweep>(),
        ]);
        return services;
    }
}
