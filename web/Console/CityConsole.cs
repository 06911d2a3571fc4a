using CityActors.Web.Console.Frame;
using CityActors.Web.Console.Live;
using CityActors.Web.Map;
using CityActors.Web.Map.Ground;
using CityActors.Web.Map.Live;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace CityActors.Web.Console;

/// <summary>The console: pages for people, in Vietnamese first. It talks to the city through grains and streams only.</summary>
public static class CityConsole
{
    private const string CircuitPath = "/_blazor";

    /// <summary>
    /// Adds what the pages need. The host adds an <see cref="ICityPulse"/>, a <c>TimeProvider</c> and an Orleans client of the city.
    /// </summary>
    public static IServiceCollection AddCityConsole(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.TryAddScoped<MapAddress>();
        services.TryAddScoped<Operator>();
        services.TryAddSingleton<CellHub>();
        services.TryAddSingleton<CityGround>();
        services.TryAddSingleton<CityFigures>();
        services.TryAddSingleton<ZoneNames>();
        return services;
    }

    /// <summary>
    /// Maps pages, their files, the language switch (<c>/console/language/vi</c>) and the ground of the map
    /// (<c>/console/map/zones.json</c>, <c>/console/map/roads.json</c>). Call it after the middleware that guards requests.
    /// </summary>
    public static WebApplication MapCityConsole(this WebApplication city)
    {
        // Numbers of the API must not change with the language of whoever looks at the console.
        city.UseWhen(static context => IsConsole(context), static pages => pages.UseRequestLocalization(Languages.Requests()));
        city.UseAntiforgery();

        // In a build tree files that are no assets would be looked for under every path that is not known, and a POST there would be
        // told that only GET is allowed.
        city.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        city.MapStaticAssets();
        city.MapGet("/console/language/{language}", Languages.Choose).ExcludeFromDescription();
        city.MapGround();
        city.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(static circuit => circuit.ContentSecurityFrameAncestorsPolicy = null)
            .Add(static page => PageHeaders.Guard(page));
        return city;
    }

    private static bool IsConsole(HttpContext context) =>
        context.Request.Path.StartsWithSegments(CircuitPath)
        || context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;
}
