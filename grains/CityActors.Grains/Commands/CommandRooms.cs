using CityActors.Grains.Commands.Actuators;
using CityActors.Grains.Commands.Delivery;
using CityActors.Grains.Loops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands;

/// <summary>Adds commands to the actors of a silo.</summary>
internal static class CommandRooms
{
    /// <summary>
    /// Adds the catalogue, the follower and the delivery. Needs <see cref="ICommandStore"/>; <see cref="ICommandLine"/> where devices
    /// are connected, else none ever is.
    /// </summary>
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommandOptions>, CommandOptionsValidator>());
        services.AddOptions<CommandOptions>().ValidateOnStart();
        services.TryAddSingleton<ActuatorCatalog>();
        services.TryAddSingleton<CommandSignal>();
        services.TryAddSingleton<CommandDesk>();
        services.TryAddSingleton<ICommandLine, SilentLine>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ICityLoop, CommandFollower>(),
            ServiceDescriptor.Singleton<ICityLoop, CommandDelivery>(),
        ]);
        return services;
    }
}
