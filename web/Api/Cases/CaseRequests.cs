using System.Globalization;
using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Cases;

/// <summary>What requests on incidents and work orders say beside what they ask for.</summary>
internal static class CaseRequests
{
    /// <summary>Header of an answer: position in the store of cases that holds the write, or that the read picture stands at.</summary>
    public const string Position = "City-Case-Position";

    /// <summary>Header of a read: position that must be in the answer.</summary>
    public const string AtLeast = "City-Case-At-Least";

    /// <summary>What goes with a move: its key, the version it is decided on, its reason.</summary>
    /// <exception cref="RefusedException">A header is not as it should be.</exception>
    public static MoveOrder Order(HttpContext context, string? reason) => new(IdempotencyKey.Of(context), reason, Version(context));

    /// <summary>The position that a read asks for; null when it asks for none.</summary>
    /// <exception cref="RefusedException">The header is no position.</exception>
    public static long? Asked(HttpContext context) => !context.Request.Headers.TryGetValue(AtLeast, out var given) ? null
        : given.Count == 1 && long.TryParse(given[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw new RefusedException(
            ProblemKind.InvalidRequest, $"Expected one position as {Position} gives it, got {Short.Quote(given.ToString())}.",
            $"header {AtLeast}");

    /// <summary>Says version and position of an answer.</summary>
    public static void Say(HttpContext context, long version, long position)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        SayPosition(context, position);
    }

    /// <summary>Says the position of an answer.</summary>
    public static void SayPosition(HttpContext context, long position) =>
        context.Response.Headers[Position] = position.ToString(CultureInfo.InvariantCulture);

    private static long? Version(HttpContext context) =>
        VersionMatch.Of(context) is { } version && version != DefinitionDraft.AnyVersion ? version : null;
}
