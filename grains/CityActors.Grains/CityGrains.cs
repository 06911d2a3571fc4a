using CityActors.Grains.Alerts;
using CityActors.Grains.Cases;
using CityActors.Grains.Cases.Telling;
using CityActors.Grains.Changes;
using CityActors.Grains.Clock;
using CityActors.Grains.Commands;
using CityActors.Grains.Definitions;
using CityActors.Grains.Derivations;
using CityActors.Grains.History;
using CityActors.Grains.Kpis;
using CityActors.Grains.Incidents;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Platform;
using CityActors.Grains.Quarantine;
using CityActors.Grains.Registry;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Doors;
using CityActors.Grains.Twins.Shards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace CityActors.Grains;

/// <summary>Brings the actors of the city into a silo.</summary>
public static class CityGrains
{
    /// <summary>
    /// Adds shards, followers and the clock. They need the ports <see cref="ICityLog"/>, <see cref="IChangeLog"/>,
    /// <see cref="Snapshots.ISnapshotStore"/>, <see cref="IHistory"/>, <see cref="ITwinRegistry"/>, <see cref="IKpiStore"/>,
    /// <see cref="ICommandStore"/>, <see cref="ICaseStore"/> and <see cref="IQuarantineStore"/> as singletons;
    /// <see cref="IQuarantineFeed"/> where readings are taken in, <see cref="Commands.Delivery.ICommandLine"/> where devices are connected.
    /// Loops start when the silo is active.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="shards">Changes how shards fold, wait and take snapshots.</param>
    /// <param name="followers">Changes how history, registry and quarantine follow.</param>
    /// <param name="clock">Changes how the clock ticks.</param>
    public static ISiloBuilder AddCityGrains(
        this ISiloBuilder silo, Action<ShardOptions>? shards = null, Action<FollowerOptions>? followers = null,
        Action<ClockOptions>? clock = null)
    {
        var services = silo.Services;
        AddOptions<ShardOptions, ShardOptionsValidator>(services, shards);
        AddOptions<FollowerOptions, FollowerOptionsValidator>(services, followers);
        AddOptions<ClockOptions, ClockOptionsValidator>(services, clock);
        AddOptions<PlatformOptions, PlatformOptionsValidator>(services, null);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static from => new ShardProgress(from.GetRequiredService<ICityLog>().Partitions));
        services.TryAddSingleton(static from => new ShardDirectory(from.GetRequiredService<ICityLog>().Partitions));
        services.TryAddSingleton<ShardGrains>();
        services.TryAddSingleton<ShardPorts>();
        services.TryAddSingleton<DoorPorts>();
        services.TryAddSingleton<WatermarkWait>();
        services.TryAddSingleton<KpiBell>();
        services.TryAddSingleton<KpiLineages>();
        services.AddCommands();
        services.AddDefinitions();
        services.AddIncidents();
        services.TryAddSingleton<RegistryImport>();
        services.TryAddSingleton<RegistryFollower>();
        services.TryAddSingleton(static from => new RegistryRebuild(
            from.GetRequiredService<ITwinRegistry>(), from.GetRequiredService<RegistryFollower>(),
            from.GetRequiredService<RegistryImport>(), from.GetRequiredService<ICityLog>()));
        services.AddCases();
        services.AddAlerts();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ICityLoop, CityClock>(),
            ServiceDescriptor.Singleton<ICityLoop, ShardKeeper>(),
            ServiceDescriptor.Singleton<ICityLoop, HistoryFollower>(),
            ServiceDescriptor.Singleton<ICityLoop, RegistryFollower>(static from => from.GetRequiredService<RegistryFollower>()),
            ServiceDescriptor.Singleton<ICityLoop, QuarantineFollower>(),
            ServiceDescriptor.Singleton<ICityLoop, PartialCarrier>(),
            ServiceDescriptor.Singleton<ICityLoop, KpiFollower>(),
            ServiceDescriptor.Singleton<ICityLoop, PlatformReporter>(),
            ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, CityLoops>(),
        ]);
        return silo;
    }

    private static void AddOptions<TOptions, TValidator>(IServiceCollection services, Action<TOptions>? configure)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        var options = services.AddOptions<TOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }
}
