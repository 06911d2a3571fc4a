using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Documents;

/// <summary>Endpoints that describe themselves, answer problems and say who calls.</summary>
internal static class DescribedEndpoints
{
    /// <summary>Maps a GET.</summary>
    public static void Get(this IEndpointRouteBuilder endpoints, string path, Delegate handler, ApiOperation operation) =>
        endpoints.MapMethods(path, [HttpMethods.Get], handler).Described(operation);

    /// <summary>Maps a POST.</summary>
    public static void Post(this IEndpointRouteBuilder endpoints, string path, Delegate handler, ApiOperation operation) =>
        endpoints.MapMethods(path, [HttpMethods.Post], handler).Described(operation);

    /// <summary>Maps a PUT.</summary>
    public static void Put(this IEndpointRouteBuilder endpoints, string path, Delegate handler, ApiOperation operation) =>
        endpoints.MapMethods(path, [HttpMethods.Put], handler).Described(operation);

    /// <summary>Maps a DELETE.</summary>
    public static void Delete(this IEndpointRouteBuilder endpoints, string path, Delegate handler, ApiOperation operation) =>
        endpoints.MapMethods(path, [HttpMethods.Delete], handler).Described(operation);

    private static void Described(this RouteHandlerBuilder endpoint, ApiOperation operation) => endpoint
        .WithMetadata(operation)
        .DisableAntiforgery()
        .AddEndpointFilter<RouteHandlerBuilder, ProblemFilter>()
        .AddEndpointFilter<RouteHandlerBuilder, CallerFilter>();
}
