using CityActors.Grains;
using CityActors.Grains.Alerts;
using CityActors.Grains.Cases;
using CityActors.Grains.Cases.Telling;
using CityActors.Grains.Changes;
using CityActors.Grains.Clock;
using CityActors.Grains.Commands;
using CityActors.Grains.Definitions;
using CityActors.Grains.Definitions.Seeds;
using CityActors.Grains.Definitions.Writing;
using CityActors.Grains.Files;
using CityActors.Grains.History;
using CityActors.Grains.Incidents;
using CityActors.Grains.Kpis;
using CityActors.Grains.Platform;
using CityActors.Grains.Quarantine;
using CityActors.Grains.Registry;
using CityActors.Grains.Snapshots;
using CityActors.Grains.Twins;
using CityActors.Silo.Cases;
using CityActors.Silo.Commands;
using CityActors.Silo.Definitions;
using CityActors.Silo.Files;
using CityActors.Silo.History;
using CityActors.Silo.Hosting.Settings;
using CityActors.Silo.Ingress;
using CityActors.Silo.Kpis;
using CityActors.Silo.Log;
using CityActors.Silo.Quarantine;
using CityActors.Silo.Registry;
using CityActors.Silo.Seeds;
using CityActors.Silo.Snapshots;
using CityActors.Silo.Streams;
using CityActors.Silo.Streams.Subscriptions;
using CityActors.Simulators.Fleet;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CityActors.Silo.Hosting;

/// <summary>
/// Which rooms the city has and where each finds its settings. What is added later starts later and stops earlier: the silo first,
/// then the doors through which readings come.
/// </summary>
internal static class CityRooms
{
    /// <summary>Adds every room, with its settings under <c>City:{Room}</c> and its files under the data folder.</summary>
    public static void AddCityRooms(this WebApplicationBuilder builder, CitySettings settings, CityOptions city, CityLogs logs)
    {
        var services = builder.Services;
        services.AddCityLog(logs);
        services.AddFolderSnapshots();
        settings.Bind<FolderSnapshotOptions>("Snapshots", options => options.Directory = city.PathOf("snapshots"), "Directory");
        services.AddSqliteRegistry();
        settings.Bind<SqliteRegistryOptions>("Registry", options => options.Path = city.PathOf("registry.sqlite"), "Path");
        services.AddSqliteDefinitions();
        settings.Bind<SqliteDefinitionOptions>("Definitions", options => options.Path = city.PathOf("definitions.sqlite"), "Path");
        services.AddSqliteQuarantine();
        settings.Bind<SqliteQuarantineOptions>("Quarantine", options => options.Path = city.PathOf("quarantine.sqlite"), "Path");
        services.AddSqliteKpis();
        settings.Bind<SqliteKpiOptions>("Kpis", options => options.Path = city.PathOf("kpis.sqlite"), "Path");
        services.AddSqliteCases();
        settings.Bind<SqliteCaseOptions>("Cases", options => options.Path = city.PathOf("cases.sqlite"), "Path");
        services.AddFolderFiles();
        settings.Bind<FolderFileOptions>("Files", options => options.Path = city.PathOf("files"), "Path");
        services.AddSqliteCommands();
        settings.Bind<SqliteCommandOptions>("CommandList", options => options.Path = city.PathOf("commands.sqlite"), "Path");
        services.AddDuckDbHistory();
        settings.Bind<DuckDbHistoryOptions>("History", options => options.Path = city.PathOf("history"), "Path");
        builder.UseOrleans(silo => AddSilo(silo, settings, city));
    }

    /// <summary>Adds the doors through which readings come, and what the city begins with.</summary>
    /// <param name="builder">The city.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="city">Its own settings.</param>
    /// <param name="areOpen">False: they stay closed, their settings are checked all the same.</param>
    public static void AddCityDoors(this WebApplicationBuilder builder, CitySettings settings, CityOptions city, bool areOpen)
    {
        if (areOpen)
        {
            builder.Services.AddIngress();
        }

        if (areOpen && city.Seeds)
        {
            builder.Services.AddSingleton<IDefinitionSeeds, PackagedSeeds>();
        }

        if (areOpen && city.Demo)
        {
            builder.Services.AddDemoFleet(fleet =>
            {
                fleet.Http = new Uri($"http://{city.HttpEndPoint}");
                fleet.MqttHost = city.MqttEndPoint.Address.ToString();
                fleet.MqttPort = city.MqttEndPoint.Port;
            });
        }

        settings.Bind<IngressOptions>("Ingress", options => options.Mqtt.Endpoint = city.MqttEndPoint.ToString(), "Mqtt:Endpoint");
    }

    /// <summary>
    /// Opens what keeps data, so that a file that cannot be opened is told in a sentence before the silo comes up.
    /// </summary>
    public static void OpenStores(this IServiceProvider services)
    {
        services.GetRequiredService<ISnapshotStore>();
        services.GetRequiredService<ITwinRegistry>();
        services.GetRequiredService<IDefinitionStore>();
        services.GetRequiredService<IQuarantineStore>();
        services.GetRequiredService<IKpiStore>();
        services.GetRequiredService<ICaseStore>();
        services.GetRequiredService<IFileStore>();
        services.GetRequiredService<ICommandStore>();
        services.GetRequiredService<IHistory>();
        services.GetRequiredService<SubscriptionBook>();
    }

    private static void AddSilo(ISiloBuilder silo, CitySettings settings, CityOptions city)
    {
        // Several cities may run on one machine, so the silo takes any two free ports; nobody outside this process needs to know them.
        var ports = EndPoints.FreePorts(2);
        silo.UseLocalhostClustering(ports[0], ports[1], null, "city", "city");
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(30));
        silo.AddDashboard();
        silo.AddCityGrains();
        settings.Bind<ShardOptions>("Shards");
        settings.Bind<DefinitionOptions>("Costs");
        settings.Bind<FollowerOptions>("Followers");
        settings.Bind<ClockOptions>("Clock");
        silo.Services.Configure<PlatformOptions>(platform => platform.IsEnabled = city.Demo);
        settings.Bind<PlatformOptions>("Platform");
        settings.Bind<CommandOptions>("Commands");
        settings.Bind<CaseOptions>("Telling");
        settings.Bind<IncidentOptions>("Incidents");
        settings.Bind<AlertOptions>("Alerts");
        silo.AddCityStreams();
        settings.Bind<StreamOptions>(
            "Streams", options => options.SubscriptionsPath = city.PathOf("subscriptions.sqlite"), "SubscriptionsPath");
    }
}
