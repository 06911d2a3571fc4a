using CityActors.Grains.Loops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Cases.Telling;

/// <summary>Brings what alerts, incidents and work orders share into a silo.</summary>
internal static class CaseRoom
{
    /// <summary>Adds the loops that tell and sweep. They need the port <see cref="ICaseStore"/>.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddOptions<CaseOptions>().ValidateOnStart();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<CaseOptions>, CaseOptionsValidator>(),
            ServiceDescriptor.Singleton<ICityLoop, CaseTellerLoop>(),
            ServiceDescriptor.Singleton<ICityLoop, CaseSweepLoop>(),
        ]);
        return services;
    }
}
