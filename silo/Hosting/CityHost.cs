using System.Net;
using CityActors.Grains.Twins;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CityActors.Silo.Hosting;

/// <summary>Puts the city together: which rooms there are, and in which order they come up. Tests build the same city.</summary>
public static class CityHost
{
    /// <summary>Builds a city that is ready to be run; its log is open and checked, nothing listens yet.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong, or data or machine do not allow the start.</exception>
    public static WebApplication Build(CityCommand command)
    {
        var builder = NewBuilder(command);
        var settings = new CitySettings(builder.Configuration, builder.Services);
        var options = settings.ReadCity();
        EndPoints.RequireFree(nameof(options.Http), options.HttpEndPoint);
        EndPoints.RequireFree(nameof(options.Mqtt), options.MqttEndPoint);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<CityOptions>, CityOptionsValidator>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        AddRooms(builder, settings, options);
        builder.UseOrleans(silo => AddSilo(silo));
        builder.Services.AddCityMonitoring(options);
        Listen(builder, options);

        var city = builder.Build();
        try
        {
            settings.Check(city.Services);
            city.UseHostFiltering();
            city.UseOwnSiteOnly();
            city.MapCityHealth();
            city.MapCityMonitoring();
        }
        catch
        {
            ((IDisposable)city).Dispose();
            throw;
        }

        return city;
    }

    private static void AddRooms(WebApplicationBuilder builder, CitySettings settings, CityOptions options)
    {
        settings.Bind<CityOptions>();
        builder.Services.AddSingleton(new ShardProgress(options.Partitions));
        builder.Services.AddSingleton(new ShardDirectory(options.Partitions));
    }

    private static void AddSilo(ISiloBuilder silo)
    {
        // Several cities may run on one machine, so the silo takes any two free ports; nobody outside this process needs to know them.
        var ports = EndPoints.FreePorts(2);
        silo.UseLocalhostClustering(ports[0], ports[1], null, "city", "city");
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(30));
        silo.AddDashboard();
    }

    private static WebApplicationBuilder NewBuilder(CityCommand command)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CityHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "CityActors.Silo.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        builder.Configuration
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(command.Settings);
        builder.Logging.ClearProviders().AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        return builder;
    }

    private static void Listen(WebApplicationBuilder builder, CityOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Listen(options.HttpEndPoint);
        });

        // A page of another site that resolves its own name to 127.0.0.1 must not reach the city through a browser.
        builder.Services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowEmptyHosts = false;
            filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", Bracketed(options.HttpEndPoint.Address)];
        });
    }

    private static string Bracketed(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
