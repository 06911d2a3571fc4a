using CityActors.Grains.Changes;
using CityActors.Grains.Definitions.Doors;
using CityActors.Grains.Definitions.Seeds;
using CityActors.Grains.Definitions.Writing;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Definitions;

/// <summary>Brings definitions into a silo.</summary>
internal static class DefinitionRooms
{
    /// <summary>Adds the follower and what doors and desk need; the port <see cref="IDefinitionStore"/> must be there.</summary>
    public static IServiceCollection AddDefinitions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DefinitionOptions>, DefinitionOptionsValidator>());
        services.AddOptions<DefinitionOptions>().ValidateOnStart();
        services.TryAddSingleton<DefinitionDoorPorts>();
        services.TryAddSingleton<DefinitionImport>();
        services.TryAddSingleton<DefinitionFollower>();
        services.TryAddSingleton(static from => new DefinitionRebuild(
            from.GetRequiredService<IDefinitionStore>(), from.GetRequiredService<DefinitionFollower>(),
            from.GetRequiredService<WatermarkWait>(), from.GetRequiredService<ICityLog>()));
        services.TryAddSingleton<IDefinitionSeeds, NoSeeds>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ICityLoop, DefinitionFollower>(static from => from.GetRequiredService<DefinitionFollower>()),
            ServiceDescriptor.Singleton<ICityLoop, SeedSower>(),
        ]);
        return services;
    }
}
