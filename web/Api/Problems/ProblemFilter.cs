using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Problems;

/// <summary>Answers for everything that can go wrong with a request.</summary>
internal sealed class ProblemFilter(ProblemTeller teller) : IEndpointFilter
{
    private const string RetryAfterSeconds = "1";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (Exception problem) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            return Answer(http, problem);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
    }

    private IResult Answer(HttpContext http, Exception problem)
    {
        var told = teller.Tell(http, problem);
        if (told.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(told, ApiJson.Options, ApiJson.Problem, told.Status);
    }
}
