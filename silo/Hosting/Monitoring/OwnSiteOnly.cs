namespace CityActors.Silo.Hosting.Monitoring;

/// <summary>
/// Refuses what a browser sends here on behalf of another site. The city has no sign-in yet, so a page elsewhere could otherwise
/// post readings to it, delete twins or open its sockets through the browser of whoever runs it. Programs send no such header.
/// </summary>
internal static class OwnSiteOnly
{
    /// <summary>Answers 403 to cross-site requests, except that one may follow a link to a page.</summary>
    public static void UseOwnSiteOnly(this IApplicationBuilder city) => city.Use(static async (context, next) =>
    {
        var headers = context.Request.Headers;
        var isForeign = headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        var isLink = HttpMethods.IsGet(context.Request.Method)
            && headers["Sec-Fetch-Mode"] == "navigate" && headers["Sec-Fetch-Dest"] == "document";
        if (isForeign && !isLink)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Requests from other sites are refused.");
            return;
        }

        await next(context);
    });
}
