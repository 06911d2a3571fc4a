using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace CityActors.Web.Console;

/// <summary>Languages of the console: Vietnamese unless somebody chose English. The choice is kept in a cookie for a year.</summary>
public static class Languages
{
    /// <summary>Name of the cookie that keeps the choice.</summary>
    public const string Cookie = "city.language";

    /// <summary>Languages that can be chosen, the first one being the one that is spoken without a choice.</summary>
    public static readonly IReadOnlyList<string> All = ["vi", "en"];

    /// <summary>How a request is given its language: by the cookie alone.</summary>
    internal static RequestLocalizationOptions Requests()
    {
        CultureInfo[] cultures = [CultureInfo.GetCultureInfo("vi-VN"), CultureInfo.GetCultureInfo("en-GB")];
        return new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(cultures[0]),
            SupportedCultures = cultures,
            SupportedUICultures = cultures,
            RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }],
        };
    }

    /// <summary>Keeps the choice and goes back to the page, which must be one of ours.</summary>
    internal static Results<RedirectHttpResult, NotFound> Choose(string language, string? to, HttpContext context)
    {
        var culture = language switch { "vi" => "vi-VN", "en" => "en-GB", _ => null };
        if (culture is null)
        {
            return TypedResults.NotFound();
        }

        context.Response.Cookies.Append(
            Cookie,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true });
        return TypedResults.LocalRedirect(IsOurs(to) ? to! : "/");
    }

    private static bool IsOurs(string? to) =>
        to is ['/', ..] && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal)
        && !to.Any(char.IsControl) && to.Length <= 2048;
}
