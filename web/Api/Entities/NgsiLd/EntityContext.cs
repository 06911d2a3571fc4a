using System.Text.Json;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>
/// Media type and JSON-LD context of requests and answers. Plain JSON names its context in a Link header, JSON-LD in the body; a caller
/// who sends a context gets it back, so that names mean to him what they meant when he wrote them.
/// </summary>
/// <param name="IsLinkedData">Whether the answer is JSON-LD.</param>
/// <param name="Uri">The context.</param>
internal sealed record EntityContext(bool IsLinkedData, string Uri)
{
    private const string Relation = "http://www.w3.org/ns/json-ld#context";
    private const int LengthMax = 2_000;

    /// <summary>Reads what a request accepts, and the context it sends.</summary>
    /// <exception cref="RefusedException">Nothing that is accepted can be given, or the Link header names no context.</exception>
    public static EntityContext Of(HttpContext context) => new(AcceptsLinkedData(context), Sent(context) ?? EntityNames.CoreContext);

    /// <summary>Says media type and context in the headers of the answer.</summary>
    public void Say(HttpContext context)
    {
        context.Response.ContentType = IsLinkedData ? ApiJson.JsonLd : ApiJson.Json;
        if (!IsLinkedData)
        {
            context.Response.Headers.Append("Link", $"<{Uri}>;rel=\"{Relation}\";type=\"{ApiJson.JsonLd}\"");
        }
    }

    /// <summary>What stands in each entity of the answer; null: nothing.</summary>
    public string? InBody => IsLinkedData ? Uri : null;

    /// <summary>Writes the context into an entity.</summary>
    public static void Write(Utf8JsonWriter json, string uri)
    {
        if (uri == EntityNames.CoreContext)
        {
            json.WriteString("@context"u8, uri);
            return;
        }

        json.WriteStartArray("@context"u8);
        json.WriteStringValue(uri);
        json.WriteStringValue(EntityNames.CoreContext);
        json.WriteEndArray();
    }

    /// <summary>Checks that a body has its context where its media type says.</summary>
    /// <param name="context">The request.</param>
    /// <param name="root">The body.</param>
    public static void CheckBody(HttpContext context, JsonElement root)
    {
        var isLinkedData = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals(ApiJson.JsonLd, StringComparison.OrdinalIgnoreCase);
        var hasContext = root.TryGetProperty("@context"u8, out var inside);
        if (isLinkedData && Sent(context) is not null)
        {
            throw Refuse($"a body of {ApiJson.JsonLd} to have its @context inside, not in a Link header", "header Link");
        }

        if (isLinkedData != hasContext)
        {
            throw Refuse(
                isLinkedData ? $"an @context in a body of {ApiJson.JsonLd}, it is missing"
                    : $"no @context in a body of {ApiJson.Json}; send it as {ApiJson.JsonLd}",
                "body $.@context");
        }

        if (hasContext && inside.ValueKind is not (JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object))
        {
            throw Refuse("@context as a URI, an object, or a list of them", "body $.@context");
        }
    }

    private static bool AcceptsLinkedData(HttpContext context)
    {
        var header = context.Request.Headers.Accept;
        if (header.Count == 0 || header.All(string.IsNullOrWhiteSpace))
        {
            return false;
        }

        if (!MediaTypeHeaderValue.TryParseList([.. header.OfType<string>()], out var accepted))
        {
            throw new RefusedException(ProblemKind.NotAcceptable, $"Expected media types, got {Short.Quote(header)}.", "header Accept");
        }

        var json = Weight(accepted, ApiJson.Json);
        var linked = Weight(accepted, ApiJson.JsonLd);
        return json <= 0 && linked <= 0
            ? throw new RefusedException(
                ProblemKind.NotAcceptable, $"Expected {ApiJson.Json} or {ApiJson.JsonLd} among what is accepted, got "
                    + $"{Short.Quote(header)}.", "header Accept")
            : linked > json;
    }

    // The most exact range that holds a type says its weight (RFC 9110).
    private static double Weight(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        return accepted.Where(range => wanted.IsSubsetOf(range) && (range.MatchesAllTypes || range.MatchesAllSubTypes
            || range.MediaType == type))
            .OrderBy(static range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(static range => range.Quality ?? 1)
            .FirstOrDefault(0);
    }

    private static string? Sent(HttpContext context)
    {
        foreach (var link in context.Request.Headers.GetCommaSeparatedValues("Link"))
        {
            if (!link.Contains(Relation, StringComparison.Ordinal))
            {
                continue;
            }

            var (start, end) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
            return start == 0 && end is > 1 and < LengthMax && System.Uri.TryCreate(link[1..end], UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                ? uri.AbsoluteUri
                : throw Refuse($"the URI of a context between angle brackets, got {Short.Quote(link)}", "header Link");
        }

        return null;
    }

    private static RefusedException Refuse(string expected, string where) =>
        new(ProblemKind.BadRequestData, $"Expected {expected}.", where);
}
