using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>An answer that is written by hand, straight into the body.</summary>
internal sealed class JsonResult(string contentType, Action<Utf8JsonWriter> write) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, ApiJson.Writer);
        write(json);
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
