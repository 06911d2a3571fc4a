using System.Buffers;
using System.Text.Json;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CityActors.Web.Api.Requests;

/// <summary>Bodies of requests: bounded, of a known media type, well-formed, with numbers that are numbers.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bytesMax">Largest body.</param>
    /// <param name="mediaTypes">Media types that are read here.</param>
    /// <exception cref="RefusedException">It is of another media type, too large, or no JSON.</exception>
    public static async Task<JsonDocument> Read(HttpContext context, int bytesMax, params string[] mediaTypes)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !mediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(
                ProblemKind.UnsupportedMediaType,
                $"Expected a body of {string.Join(" or ", mediaTypes)} in UTF-8, got {Short.Quote(request.ContentType)}.",
                "header Content-Type");
        }

        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && encoding != "identity")
        {
            throw new RefusedException(
                ProblemKind.UnsupportedMediaType, $"Expected a body without encoding, got {Short.Quote(encoding)}.",
                    "header Content-Encoding");
        }

        var bytes = await Bytes(context, bytesMax);
        try
        {
            var document = JsonDocument.Parse(bytes, ApiJson.Document);
            Check(document.RootElement);
            return document;
        }
        catch (JsonException broken)
        {
            // The kind the standard gives to a body that is no JSON at all.
            throw new RefusedException(ProblemKind.InvalidRequest, $"Expected JSON: {broken.Message}", "body");
        }
    }

    /// <summary>Reads a body as a type.</summary>
    public static async Task<T> Read<T>(HttpContext context, int bytesMax)
    {
        using var document = await Read(context, bytesMax, ApiJson.Json);
        try
        {
            return document.RootElement.Deserialize<T>(ApiJson.Options)
                ?? throw new RefusedException(ProblemKind.BadRequestData, "Expected an object, got null.", "body $");
        }
        catch (JsonException wrong)
        {
            throw new RefusedException(ProblemKind.BadRequestData, $"The body does not fit: {wrong.Message}", $"body {wrong.Path ?? "$"}");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpContext context, int bytesMax)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax + 1L;
        }

        if (context.Request.ContentLength > bytesMax)
        {
            throw TooLarge(bytesMax);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > bytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw TooLarge(bytesMax);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static RefusedException TooLarge(int bytesMax) =>
        new(ProblemKind.TooLarge, $"Expected a body of at most {bytesMax} bytes.", "body");

    // JSON allows 1e400; it is no number that a twin can have, and would come out as infinity.
    private static void Check(JsonElement root)
    {
        if (NoNumber(root) is { } place)
        {
            throw new RefusedException(ProblemKind.BadRequestData, "Expected a number within ±1.8e308.", $"body ${place}");
        }
    }

    // The path is put together on the way back, so that a body of a million good numbers costs no strings.
    private static string? NoNumber(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return element.TryGetDouble(out var number) && double.IsFinite(number) ? null : "";
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (NoNumber(member.Value) is { } place)
                    {
                        return $".{member.Name}{place}";
                    }
                }

                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (NoNumber(item) is { } place)
                    {
                        return $"[{index}]{place}";
                    }

                    index++;
                }

                return null;
            default:
                return null;
        }
    }
}
