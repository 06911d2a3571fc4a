using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>An answer of entities, written straight into the body.</summary>
internal sealed class EntityResult(EntityContext context, Action<Utf8JsonWriter> write) : IResult
{
    /// <summary>Header that says how many entities match in all.</summary>
    public const string CountHeader = "NGSILD-Results-Count";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        context.Say(httpContext);
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, ApiJson.Writer);
        write(json);
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
