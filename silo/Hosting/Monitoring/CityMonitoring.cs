using CityActors.Silo.Hosting.Settings;
using CityActors.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Dashboard;

namespace CityActors.Silo.Hosting.Monitoring;

/// <summary>
/// Metrics of the city, of Orleans and of the runtime at <c>/metrics</c>; traces and metrics to an OTLP endpoint when one is set.
/// </summary>
internal static class CityMonitoring
{
    /// <summary>Collects metrics; traces cost something, so they are collected only when somebody receives them.</summary>
    public static void AddCityMonitoring(this IServiceCollection services, CityOptions options)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService(CityTelemetry.Source))
            .WithMetrics(static metrics => metrics
                .AddMeter(CityTelemetry.Source, "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (options.Otlp.Length == 0)
        {
            return;
        }

        var receiver = new Uri(options.Otlp);
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter(exporter => exporter.Endpoint = receiver))
            .WithTracing(traces => traces
                .AddSource(CityTelemetry.Source, "Microsoft.Orleans.Application")
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(exporter => exporter.Endpoint = receiver));
    }

    /// <summary><c>GET /metrics</c> in the format of Prometheus, and the Orleans dashboard under <c>/orleans</c>.</summary>
    public static void MapCityMonitoring(this WebApplication city)
    {
        city.MapPrometheusScrapingEndpoint("/metrics");
        city.MapOrleansDashboard("/orleans");
    }
}
