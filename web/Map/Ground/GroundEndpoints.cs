using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Map.Ground;

/// <summary>Gives the browser zones and roads, which are too large to be pushed through the page's line to the server.</summary>
internal static class GroundEndpoints
{
    /// <summary>Maps <c>GET /console/map/zones.json</c>, <c>roads.json</c> and <c>traffic.json</c>.</summary>
    public static void MapGround(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/console/map/zones.json", static async (
            [FromServices] CityGround ground, HttpResponse response) => Sheet(await ground.Zones(), response)).ExcludeFromDescription();
        endpoints.MapGet("/console/map/roads.json", static async (
            [FromServices] CityGround ground, HttpResponse response) => Sheet(await ground.Roads(), response)).ExcludeFromDescription();
        endpoints.MapGet("/console/map/traffic.json", static async ([FromServices] CityGround ground, HttpResponse response) =>
            Sheet(await ground.Traffic(), response, "application/json")).ExcludeFromDescription();
    }

    private static FileContentHttpResult Sheet(
        ReadOnlyMemory<byte> sheet, HttpResponse response, string contentType = "application/geo+json")
    {
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(sheet, contentType);
    }
}
