using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>The name that a caller gives his request, so that sending it again does it once.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 128;

    /// <summary>The key of a request; null when it has none.</summary>
    /// <exception cref="RefusedException">It came twice, is empty, too long, or not printable.</exception>
    public static string? Of(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var given))
        {
            return null;
        }

        var key = given.Count == 1 ? given[0] : null;
        return key is { Length: > 0 and <= LengthMax } && !key.Any(char.IsControl)
            ? key
            : throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected one key of 1-{LengthMax} printable characters, got {Short.Quote(given.ToString())}.",
                $"header {Header}");
    }
}
