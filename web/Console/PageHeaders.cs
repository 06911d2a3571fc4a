using Microsoft.AspNetCore.Builder;

namespace CityActors.Web.Console;

/// <summary>What a browser may do with a page of the console: talk to nobody but the city itself.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// The content security policy. Styles may stand in the page because MudBlazor writes its theme and positions there; scripts may
    /// not. Workers of the map are files of ours. Pictures may be data or blobs because the map's controls are drawn with such.
    /// </summary>
    public const string ContentSecurity =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Puts the headers on every answer of a page.</summary>
    public static void Guard(EndpointBuilder page)
    {
        if (page.RequestDelegate is not { } answer)
        {
            return;
        }

        page.RequestDelegate = context =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurity;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            return answer(context);
        };
    }
}
