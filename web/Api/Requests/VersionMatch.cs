using System.Globalization;
using CityActors.Definitions;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>Versions in the headers ETag and If-Match: who writes says which version he has read.</summary>
internal static class VersionMatch
{
    /// <summary>Header of a write: the version that its author has read.</summary>
    public const string Header = "If-Match";

    /// <summary>Says the version of an answer.</summary>
    public static void Say(HttpContext context, int version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that a write expects; null when the header is not there.</summary>
    /// <exception cref="RefusedException">The header is neither one version in quotes nor a star.</exception>
    public static int? Of(HttpContext context)
    {
        var text = context.Request.Headers.IfMatch.ToString();
        return text switch
        {
            "" => null,
            "*" => DefinitionDraft.AnyVersion,
            _ when text.Length > 2 && text[0] == '"' && text[^1] == '"'
                && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) =>
                version,
            _ => throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected one version in quotes as ETag gives it, or *, got {Short.Quote(text)}.",
                $"header {Header}"),
        };
    }
}
