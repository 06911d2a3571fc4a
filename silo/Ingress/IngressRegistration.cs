using CityActors.Grains.Commands.Delivery;
using CityActors.Grains.Quarantine;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Commands;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Http;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Silo.Ingress.Payloads.LineProtocol;
using CityActors.Silo.Ingress.Refusals;
using CityActors.Silo.Ingress.Units;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress;

/// <summary>How readings get into the city: MQTT, HTTP, and what both go through.</summary>
public static class IngressRegistration
{
    /// <summary>
    /// Adds ingress: the gateway into the log, the MQTT server (a hosted service), the doors for <see cref="MapIngress"/>, and the
    /// quarantine's way back in. Needs the city log, the shards' progress, a grain factory and a time provider.
    /// </summary>
    /// <param name="services">Services of the silo.</param>
    /// <param name="configure">Sets options; the host binds <c>City:Ingress</c> here.</param>
    public static IServiceCollection AddIngress(this IServiceCollection services, Action<IngressOptions>? configure = null)
    {
        var options = services.AddOptions<IngressOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IngressOptions>, IngressOptionsValidator>());
        services.TryAddSingleton(static all => Options.Create(all.GetRequiredService<IOptions<IngressOptions>>().Value.Admission));
        services.TryAddSingleton(static all => Options.Create(all.GetRequiredService<IOptions<IngressOptions>>().Value.Gateway));
        services.TryAddSingleton(static all => new SeriesTwins(all.GetRequiredService<IOptions<IngressOptions>>().Value.LineProtocol));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IChannelDirectory, ShardChannelDirectory>();
        services.TryAddSingleton<NewChannelBudget>();
        services.TryAddSingleton<FoldAdmission>();
        services.TryAddSingleton<UnitCatalog>();
        services.TryAddSingleton<ChannelResolver>();
        services.TryAddSingleton<LogAppender>();
        services.TryAddSingleton<IngestGateway>();
        services.TryAddSingleton<IQuarantineDoor, QuarantineGrainDoor>();
        services.TryAddSingleton<QuarantineOutbox>();
        services.TryAddSingleton<RefusalLedger>();
        services.TryAddSingleton<IQuarantineFeed, QuarantineFeed>();
        services.TryAddSingleton<ByteRates>();
        services.TryAddSingleton<HttpDoor>();
        services.TryAddSingleton<MqttDoor>();
        services.Replace(ServiceDescriptor.Singleton<ICommandLine, MqttCommandLine>());

        // Stopped in reverse: first nobody sends any more, then what waits becomes durable, then what was refused is kept.
        AddHosted<QuarantineOutbox>(services);
        AddHosted<LogAppender>(services);
        AddHosted<MqttDoor>(services);
        return services;
    }

    /// <summary>
    /// Maps the HTTP doors: <c>POST /ingest/senml</c>, <c>POST /ingest/telemetry/{type}/{id}</c>, <c>POST /write</c> and
    /// <c>/api/v2/write</c>, <c>GET /ping</c>, <c>POST /api/sources</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapIngress(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ingest/senml", MessageEndpoints.SenMl).WithTags("ingest").WithName("IngestSenMl");
        routes.MapPost("/ingest/telemetry/{type}/{id}", MessageEndpoints.Telemetry).WithTags("ingest").WithName("IngestTelemetry");
        routes.MapPost(HttpTopics.Write, LineEndpoint.Write).WithTags("ingest").WithName("WriteLines");
        routes.MapPost("/api/v2/write", LineEndpoint.Write).WithTags("ingest").WithName("WriteLinesV2");
        routes.MapMethods("/ping", [HttpMethods.Get, HttpMethods.Head], static () => TypedResults.NoContent())
            .WithTags("ingest").WithName("Ping");
        routes.MapPost("/api/sources", MessageEndpoints.Declare).WithTags("ingest").WithName("DeclareSource");
        return routes;
    }

    private static void AddHosted<TService>(IServiceCollection services)
        where TService : class, IHostedService =>
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, TService>(static all => all.GetRequiredService<TService>()));
}
