using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using Microsoft.AspNetCore.Mvc;

namespace CityActors.Silo.Hosting.Monitoring;

/// <summary>Says whether the process lives and whether the city may be used.</summary>
internal static class CityHealth
{
    /// <summary>
    /// <c>GET /health/live</c>: 200 as long as requests are answered at all. <c>GET /health/ready</c>: 200 when every shard has caught
    /// up with the log and the log accepts, else 503; the body says how each stands.
    /// </summary>
    public static void MapCityHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", static () => TypedResults.Ok(new { alive = true })).ExcludeFromDescription();
        endpoints.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    private static IResult Ready(
        [FromServices] ICityLog log, [FromServices] ShardProgress progress, [FromServices] TimeProvider time, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        var status = log.Status;
        var ready = progress.AllCaughtUp && status.Failure is null;
        return TypedResults.Json(
            new
            {
                ready,
                generation = log.Generation,
                worstLagMs = progress.WorstLagMs(time.GetUtcNow().ToUnixTimeMilliseconds()),
                log = new { accepts = status.Failure is null, failure = status.Failure, status.RetainedBytes, status.PendingBytes },
                partitions = Enumerable.Range(0, progress.Partitions).Select(partition => new
                {
                    partition,
                    folded = progress.Folded(partition),
                    committed = log.Committed(partition),
                }),
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
