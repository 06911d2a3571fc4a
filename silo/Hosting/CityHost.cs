using System.Net;
using CityActors.Silo.Hosting.Monitoring;
using CityActors.Silo.Hosting.Settings;
using CityActors.Silo.Ingress;
using CityActors.Silo.Log;
using CityActors.Web.Api;
using CityActors.Web.Api.Live;
using CityActors.Web.Console;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting;

/// <summary>Puts the city together: which rooms there are, and in which order they come up. Tests build the same city.</summary>
public static class CityHost
{
    /// <summary>Builds a city that is ready to be started; its log is open and checked, nothing listens yet.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong, or data or machine do not allow the start.</exception>
    public static async Task<City> Build(CityCommand command)
    {
        var builder = NewBuilder(command);
        var settings = new CitySettings(builder.Configuration, builder.Services);
        var options = settings.ReadCity();
        EndPoints.RequireFree(nameof(options.Http), options.HttpEndPoint);
        EndPoints.RequireFree(nameof(options.Mqtt), options.MqttEndPoint);
        var logging = LoggerFactory.Create(logging => AddLogging(logging.AddConfiguration(builder.Configuration.GetSection("Logging"))));
        CityLogs? logs = null;
        try
        {
            logs = await OpenLogs(options, settings.Read<LogOptions>("Log"), logging);
            return new City(Compose(builder, settings, options, logs, command.Verb), logs, logging, options);
        }
        catch
        {
            await (logs?.DisposeAsync() ?? ValueTask.CompletedTask);
            logging.Dispose();
            throw;
        }
    }

    private static async Task<CityLogs> OpenLogs(CityOptions city, LogOptions options, ILoggerFactory logging)
    {
        try
        {
            return await CityLogs.Open(city.DataPath, options, TimeProvider.System, logging);
        }
        catch (ArgumentException problem)
        {
            throw new StartRefusedException($"City:Log:{problem.Message}", StartRefusedException.BadConfiguration, problem);
        }
        catch (Exception refused) when (Refusals.Sentence(refused) is not null)
        {
            throw Refusals.Of(refused);
        }
    }

    private static WebApplication Compose(
        WebApplicationBuilder builder, CitySettings settings, CityOptions options, CityLogs logs, CityVerb verb)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<CityOptions>, CityOptionsValidator>();
        settings.Bind<CityOptions>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        builder.AddCityRooms(settings, options, logs);
        builder.AddCityDoors(settings, options, areOpen: verb == CityVerb.Start);
        builder.Services.AddCityMonitoring(options);
        builder.Services.AddCityApi();
        settings.Bind<LiveOptions>("Live");
        builder.Services.AddSingleton<ICityPulse, HostPulse>().AddCityConsole();

        // What seals the state of open pages belongs to this city, not to the account that runs it.
        builder.Services.AddDataProtection().SetApplicationName("CityActors").PersistKeysToFileSystem(new(options.PathOf("keys")));
        Listen(builder, options);

        var city = builder.Build();
        try
        {
            settings.Check(city.Services);
            city.Services.OpenStores();
            city.UseHostFiltering();
            city.UseOwnSiteOnly();
            city.MapCityHealth();
            city.MapCityMonitoring();
            if (verb == CityVerb.Start)
            {
                city.MapIngress();
            }

            city.MapCityApi();
            city.MapCityConsole();
            return city;
        }
        catch (Exception problem)
        {
            ((IDisposable)city).Dispose();
            throw Refusals.Sentence(problem) is null ? problem : Refusals.Of(problem);
        }
    }

    /// <summary>A builder that has read every place a setting may stand in.</summary>
    internal static WebApplicationBuilder NewBuilder(CityCommand command)
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
        AddLogging(builder.Logging.ClearProviders());
        return builder;
    }

    private static void AddLogging(ILoggingBuilder logging) => logging.AddSimpleConsole(static console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "HH:mm:ss.fff ";
        console.ColorBehavior = LoggerColorBehavior.Disabled;
    });

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
