using CityActors.Twins;
using CityActors.Web.Api.Problems;

namespace CityActors.Web.Api.Requests;

/// <summary>
/// Ids as callers write them: as they are stored, or with the letters of their language where the stored id is percent-encoded
/// (<c>urn:ngsi-ld:Building:Chợ Bến Thành</c>).
/// </summary>
internal static class TwinPath
{
    private const string Prefix = "urn:ngsi-ld:";
    private const int LengthMax = 512;

    /// <summary>The id as it is stored.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="where">Which part of the request it is.</param>
    /// <exception cref="RefusedException">It is no id.</exception>
    public static string Read(string? text, string where)
    {
        if (TwinId.IsValid(text))
        {
            return text!;
        }

        if (text is { Length: <= LengthMax } && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.IndexOf(':', Prefix.Length) is var colon and > 0
            && TwinId.TryCreate(text.AsSpan(Prefix.Length, colon - Prefix.Length), text.AsSpan(colon + 1), out var id))
        {
            return id;
        }

        throw new RefusedException(
            ProblemKind.BadRequestData,
            $"Expected an id urn:ngsi-ld:Type:local, where the type is a letter and up to 63 letters or digits, and the local part is "
            + $"1-160 characters without '..', slashes, quotes and controls (letters beyond ASCII count percent-encoded), "
            + $"got {Short.Quote(text)}.",
            where);
    }

    /// <summary>The id as a segment of a path: what is percent-encoded in the id is encoded once more.</summary>
    public static string Segment(string id) => Uri.EscapeDataString(id).Replace("%3A", ":", StringComparison.Ordinal);
}
