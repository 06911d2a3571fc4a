using CityActors.Web.Api.Alerts;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Commands;
using CityActors.Web.Api.Definitions;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Entities;
using CityActors.Web.Api.History;
using CityActors.Web.Api.Incidents;
using CityActors.Web.Api.Kpis;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Map;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Quarantine;
using CityActors.Web.Api.Twins;
using CityActors.Web.Api.WorkOrders;
using CityActors.Web.Api.Zones;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Web.Api;

/// <summary>The public interface of the city over HTTP.</summary>
public static class CityApi
{
    /// <summary>
    /// Adds what the API needs. It talks to the city through <see cref="IClusterClient"/> alone; live feeds need the stream provider
    /// <see cref="CityActors.Streams.CityStreams.Provider"/> on that client.
    /// </summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="live">Changes the limits of live feeds.</param>
    public static IServiceCollection AddCityApi(this IServiceCollection services, Action<LiveOptions>? live = null)
    {
        services.AddOptions<LiveOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveOptions>, LiveOptionsValidator>());
        if (live is not null)
        {
            services.Configure(live);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProblemTeller>();
        services.TryAddSingleton<LiveFeeds>();
        services.TryAddSingleton<CreationGate>();
        services.AddApiDocuments();
        return services;
    }

    /// <summary>
    /// Maps <c>/ngsi-ld/v1</c>, <c>/api</c>, <c>/openapi/v1.json</c> and <c>/api/docs</c>. Every answer that is no success is a problem
    /// (RFC 9457).
    /// </summary>
    public static IEndpointRouteBuilder MapCityApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapEntities();
        endpoints.MapEntityBatches();
        endpoints.MapTwins();
        endpoints.MapTwinFeed();
        endpoints.MapHistory();
        endpoints.MapZones();
        DefinitionEndpoints.Map(endpoints);
        endpoints.MapKpis();
        endpoints.MapKpiSaves();
        endpoints.MapKpiFeed();
        endpoints.MapCommands();
        endpoints.MapCommandFeed();
        endpoints.MapAlerts();
        endpoints.MapSuppressions();
        endpoints.MapIncidents();
        endpoints.MapWorkOrders();
        endpoints.MapCrews();
        endpoints.MapCaseFeeds();
        endpoints.MapQuarantine();
        endpoints.MapLiveMap();
        endpoints.MapApiDocuments();
        return endpoints;
    }
}
